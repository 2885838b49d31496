import { createHash } from "node:crypto";
import { join } from "node:path";
import { run } from "../process";
import { cached } from "../setup/cache";
import { hashOfFolder } from "../setup/content";
import { SYSTEM_FOLDERS, tryOnPath } from "../setup/on-path";
import { installPackages, mayInstallPackages } from "../setup/packages";
import { toolchainFolder } from "../setup/pins";
import type { Report } from "../setup/report";
import { noPythonForMoto } from "./errors";

export interface MotoOptions {
  readonly cacheRoot: string;
  readonly report: Report;
}

interface Python {
  readonly path: string;
  /** Version and build: what is installed for one does not run with another. */
  readonly build: string;
}

const VERSION = "5.2.1";

/**
 * Stock moto, which answers for S3 in the end-to-end tests, in an environment of Python's own.
 * https://docs.getmoto.org/en/latest/docs/server_mode.html
 *
 * @returns program and first arguments; host and port follow
 * @throws BulwarkError when there is no fitting Python and none can be installed (3), or when pip fails (4)
 */
export async function motoFor({ cacheRoot, report }: MotoOptions): Promise<readonly string[]> {
  const python = await pythonFor(report);
  const recipe = join(toolchainFolder(), "moto");
  const inputs = JSON.stringify([await hashOfFolder(recipe), python]);
  const recipeHash = createHash("sha256").update(inputs).digest("hex");
  const make = (folder: string) => install(python, join(recipe, "requirements.txt"), { folder, report });
  const folder = await cached({ root: cacheRoot, name: "moto", version: VERSION, recipeHash, make, report });
  // Isolated from variables and packages of the user, and writing nothing: the cache is checked byte for byte.
  return [pythonOf(folder), "-I", "-B", "-m", "moto.server"];
}

async function install(
  { path }: Python,
  requirements: string,
  { folder, report }: { readonly folder: string; readonly report: Report },
): Promise<void> {
  report(`installing moto ${VERSION} with ${path}`);
  await run(path, ["-m", "venv", folder]);
  const checked = ["--require-hashes", "--only-binary=:all:", "--disable-pip-version-check", "--no-input"];
  const args = ["-m", "pip", "install", "--quiet", ...checked, "-r", requirements];
  await run(pythonOf(folder), args, { timeoutSeconds: 900 });
}

const pythonOf = (folder: string) => join(folder, "bin", "python");

/** A Python of those versions that the wheels are pinned for, with what makes environments; Debian packs that apart. */
async function pythonFor(report: Report): Promise<Python> {
  const found = await tryPython();
  if (found) return found;
  const right = await mayInstallPackages();
  if (!right.allowed) throw noPythonForMoto(right.why);
  report(`installing python3-venv ${right.as}`);
  await installPackages(["python3-venv"], report);
  const installed = await tryPython();
  if (!installed) throw noPythonForMoto("the package python3-venv brought another version");
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
