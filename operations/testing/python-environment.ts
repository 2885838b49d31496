import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../process";
import { cached } from "../setup/cache";
import { hashOfFolder } from "../setup/content";
import { SYSTEM_FOLDERS, tryOnPath } from "../setup/on-path";
import { installPackages, mayInstallPackages } from "../setup/packages";
import { toolchainFolder } from "../setup/pins";
import type { Report } from "../setup/report";
import { noPython } from "./errors";

export interface MadeIn {
  readonly cacheRoot: string;
  readonly report: Report;
}

/** Packages of Python that the tests alone use. */
export interface PythonPackages {
  /** Their folder below `toolchain/`, whose requirements.txt names all that is installed. */
  readonly name: string;
  readonly version: string;
  /** Takes what is wanted out of an environment, which is then thrown away. @default - the environment is kept */
  readonly extract?: (environment: string, folder: string) => Promise<void>;
}

interface Python {
  readonly path: string;
  /** Version and build: what is installed for one does not run with another. */
  readonly build: string;
}

/**
 * Installs packages into an environment of Python's own, once.
 *
 * @returns the environment's folder, or that of what was extracted
 * @throws BulwarkError when there is no fitting Python and none can be installed (3), or when pip fails (4)
 */
export async function pythonEnvironment(packages: PythonPackages, { cacheRoot, report }: MadeIn): Promise<string> {
  const { name, version } = packages;
  const python = await pythonFor(name, report);
  const inputs = JSON.stringify([await hashOfFolder(join(toolchainFolder(), name)), python]);
  const recipeHash = createHash("sha256").update(inputs).digest("hex");
  const make = (folder: string) => {
    report(`installing ${name} ${version} with ${python.path}`);
    return fill(folder, packages, python);
  };
  return cached({ root: cacheRoot, name, version, recipeHash, make, report });
}

async function fill(folder: string, { name, extract }: PythonPackages, python: Python): Promise<void> {
  const requirements = join(toolchainFolder(), name, "requirements.txt");
  if (!extract) return install(python, requirements, folder);
  const environment = await mkdtemp(join(tmpdir(), "bulwark-python-"));
  try {
    await install(python, requirements, environment);
    await extract(environment, folder);
  } finally {
    await rm(environment, { recursive: true });
  }
}

/** A program of an environment. Isolated from what the user has, and writing nothing: the cache is checked byte for byte. */
export const moduleOf = (environment: string, module: string): readonly string[] => [
  pythonOf(environment),
  ...["-I", "-B", "-m", module],
];

/** What is needed is named in full, so nothing else is looked for. */
async function install({ path }: Python, requirements: string, folder: string): Promise<void> {
  await run(path, ["-m", "venv", folder]);
  const checked = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "--no-input"];
  const args = ["-m", "pip", "install", "--quiet", ...checked, "-r", requirements];
  await run(pythonOf(folder), args, { timeoutSeconds: 900 });
}

const pythonOf = (folder: string) => join(folder, "bin", "python");

/** A Python of those versions that the wheels are pinned for, with what makes environments; Debian packs that apart. */
async function pythonFor(packages: string, report: Report): Promise<Python> {
  const found = await tryPython();
  if (found) return found;
  const right = await mayInstallPackages();
  if (!right.allowed) throw noPython(packages, right.why);
  report(`installing python3-venv ${right.as}`);
  await installPackages(["python3-venv"], report);
  const installed = await tryPython();
  if (!installed) throw noPython(packages, "the package python3-venv brought another version");
  return installed;
}

const NAMES = ["python3", "python3.13", "python3.12", "python3.11"];

async function tryPython(): Promise<Python | undefined> {
  const found = NAMES.flatMap((name) => [tryOnPath(name), tryOnPath(name, "", SYSTEM_FOLDERS)]);
  for (const path of new Set(found.filter((one) => one !== undefined))) {
    const build = await tryBuildOf(path);
    if (build !== undefined) return { path, build };
  }
  return undefined;
}

const ASK = `import ensurepip, sys, venv
assert (3, 11) <= sys.version_info < (3, 14)
print(sys.base_prefix, sys.version)`;

/** Undefined for one that will not do, and for a launcher of a version that is not there. */
async function tryBuildOf(path: string): Promise<string | undefined> {
  const { stdout, exitCode } = await run(path, ["-I", "-c", ASK], { acceptExitCodes: [0, 1, 127] });
  return exitCode === 0 ? stdout : undefined;
}
