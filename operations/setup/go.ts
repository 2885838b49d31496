import { createHash } from "node:crypto";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

import { run } from "../process";
import { cached } from "./cache";
import { checksumDiffers, goMissing, goNotPinned } from "./errors";
import { installPackages, mayInstallPackages } from "./packages";
import { tryOnPath } from "./on-path";
import type { Pins } from "./pins";
import { platform } from "./platform";
import type { Report } from "./report";
import { isAtLeast } from "./version";

export interface GoOptions {
  readonly cacheRoot: string;
  readonly pin: Pins["go"];
  /** The oldest Go that will do. */
  readonly needed: string;
  /** What it is needed for, in errors: "the docker provider". */
  readonly purpose: string;
  readonly report: Report;
}

/** Where Go lies when it is not on PATH: go.dev's installer, and Debian's packages by version. */
const FURTHER_FOLDERS = ["/usr/local/go/bin", "/usr/lib/go/bin"];

/**
 * The path of a Go that is new enough. An older one fetches the pinned version as a module, the way GOTOOLCHAIN does
 * it (https://go.dev/doc/toolchain), except that the checksum is ours; none at all is first installed from the
 * distribution, where that is allowed.
 *
 * @throws BulwarkError with exit code 3 when there is none and none may be installed
 */
export async function goFor(options: GoOptions): Promise<string> {
  const found = ["", ...FURTHER_FOLDERS].map((folder) => tryOnPath("go", folder || process.env["PATH"]));
  const programs = found.filter((go) => go !== undefined);
  for (const go of programs) if (isAtLeast(await goVersion(go), options.needed)) return go;
  return fetchGo(programs[0] ?? (await installGo(options)), options);
}

async function goVersion(go: string): Promise<string> {
  const { stdout } = await run(go, ["version"], { env: goEnvironment() });
  return /\bgo(\d[\w.]*)/.exec(stdout)?.[1] ?? "";
}

async function installGo({ needed, purpose, report }: GoOptions): Promise<string> {
  const right = await mayInstallPackages();
  if (!right.allowed) throw goMissing(needed, purpose, right.why);
  report(`Go is missing; installing the package golang-go with apt-get (${right.as}), to build ${purpose}`);
  await installPackages(["golang-go"], report);
  const installed = tryOnPath("go", process.env["PATH"], ["/usr/bin", ...FURTHER_FOLDERS]);
  if (installed === undefined) throw goMissing(needed, purpose, "the package golang-go brought no 'go'");
  return installed;
}

async function fetchGo(olderGo: string, { cacheRoot, pin, needed, report }: GoOptions): Promise<string> {
  const { os, arch } = platform();
  const sum = pin.sum[`${os}-${arch}`];
  if (sum === undefined) throw goNotPinned(`${os}-${arch}`, needed);
  const module = pin.module.replace("{version}", pin.version).replace("{platform}", `${os}-${arch}`);
  const make = async (folder: string) => {
    report(`downloading Go ${pin.version} as the module ${module}`);
    await copyOut(await downloadModule(olderGo, module, sum), folder);
  };
  const recipeHash = createHash("sha256").update(sum).digest("hex");
  const folder = await cached({ root: cacheRoot, name: "go", version: pin.version, recipeHash, make, report });
  return join(folder, "bin", "go");
}

/** The folder in Go's module cache that holds the module, checked against our own sum. */
async function downloadModule(go: string, module: string, sum: string): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), "bulwark-go-")); // outside of any module
  try {
    const { stdout } = await run(go, ["mod", "download", "-json", module], { cwd, env: goEnvironment() });
    const got = JSON.parse(stdout) as { readonly Sum: string; readonly Dir: string };
    if (got.Sum !== sum) throw checksumDiffers(module, got.Sum, sum);
    return got.Dir;
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

/** Modules are kept read-only and without executable bits. */
async function copyOut(from: string, to: string): Promise<void> {
  await run("cp", ["-R", "--no-preserve=mode", `${from}/.`, to]);
  for (const folder of ["bin", "pkg/tool"]) {
    for (const entry of await readdir(join(to, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) await chmod(join(entry.parentPath, entry.name), 0o755);
    }
  }
}

/**
 * What a build must not take over from the user: flags, workspaces, targets, another toolchain. Where modules come
 * from (GOPROXY, GONOSUMDB, credentials) stays theirs: go.sum pins what may come.
 */
export function goEnvironment(): Readonly<Record<string, string | undefined>> {
  const none = { GOOS: undefined, GOARCH: undefined, GOAMD64: undefined, GOROOT: undefined, GOEXPERIMENT: undefined };
  const fixed = { GOFLAGS: "-mod=readonly -buildvcs=false", GOTOOLCHAIN: "local", GOWORK: "off", CGO_ENABLED: "0" };
  return { ...none, ...fixed, HOME: process.env["HOME"] ?? homedir() }; // Go has no cache without HOME
}
