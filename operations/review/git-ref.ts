import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../process";
import { cacheRoot } from "../setup/cache";
import { noSuchSide, synthesisFailed } from "./errors";

/** A guard against hanging: the sources are compiled first. */
const SECONDS = 600;

export interface CommittedSide {
  /** For people: `main (a1b2c3d)`. */
  readonly name: string;
  /** cdktf's output, with the environments that it was made of. */
  readonly folder: string;
}

/**
 * What cdktf writes at a commit of the project in the working folder: made once, and kept by the commit. The program of that
 * commit is run, as its `cdktf.json` says, with the packages that are installed here where its lock file is the same.
 *
 * @throws BulwarkError with exit code 2 for what names no commit
 */
export async function outputAt(ref: string, report: (line: string) => void): Promise<CommittedSide> {
  const commit = await commitOf(ref);
  const short = commit.slice(0, SHORT);
  const side = {
    name: commit.startsWith(ref) ? short : `${ref} (${short})`,
    folder: join(cacheRoot(), "review", commit),
  };
  if (!existsSync(join(side.folder, "manifest.json"))) await makeOutput(commit, side, report);
  return side;
}

/** As people write a commit down. */
const SHORT = 7;

async function makeOutput(
  commit: string,
  { name, folder: kept }: CommittedSide,
  report: (line: string) => void,
): Promise<void> {
  report(`synthesizing ${name}`);
  const folder = await mkdtemp(join(tmpdir(), "bulwark-review-"));
  try {
    await checkOut(commit, folder);
    await synthesize(folder, name);
    if (existsSync(join(folder, "environments"))) {
      await rename(join(folder, "environments"), join(folder, OUTPUT, "environments"));
    }
    await mkdir(join(cacheRoot(), "review"), { recursive: true });
    await rm(kept, { recursive: true, force: true });
    await rename(join(folder, OUTPUT), kept);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const OUTPUT = "review.out";

async function commitOf(ref: string): Promise<string> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  const { stdout, exitCode } = await run("git", args, { acceptExitCodes: [0, 1, 128] });
  if (exitCode !== 0) throw noSuchSide(ref);
  return stdout.trim();
}

async function checkOut(commit: string, folder: string): Promise<void> {
  const archive = join(folder, "tree.tar");
  await run("git", ["archive", "--format=tar", `--output=${archive}`, commit]);
  await run("tar", ["-xf", archive, "-C", folder]);
  await rm(archive);
}

const textIn = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, "utf8") : undefined);

/** The program that synthesizes; undefined where nobody says one. */
function appOf(file: string): string | undefined {
  try {
    const said = JSON.parse(textIn(file) ?? "") as { readonly app?: unknown } | null;
    return typeof said?.app === "string" ? said.app : undefined;
  } catch {
    return undefined;
  }
}

async function synthesize(folder: string, ref: string): Promise<void> {
  const lock = (root: string) => textIn(join(root, "package-lock.json"));
  const isSame = existsSync("node_modules") && existsSync("package-lock.json") && lock(folder) === lock(process.cwd());
  const app = appOf(join(folder, "cdktf.json"));
  if (app === undefined) throw synthesisFailed(ref, "its cdktf.json is missing, or names no 'app' that could be run");
  if (isSame) await symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
  else
    await run("npm", ["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"], {
      cwd: folder,
      timeoutSeconds: SECONDS,
    });
  const env = { CDKTF_OUTDIR: join(folder, OUTPUT) };
  // It ends with 1 where a promise is broken, and has written everything all the same.
  const { stderr } = await run("sh", ["-c", app], {
    cwd: folder,
    env,
    acceptExitCodes: [0, 1],
    timeoutSeconds: SECONDS,
  });
  if (!existsSync(join(folder, OUTPUT, "manifest.json"))) throw synthesisFailed(ref, stderr);
}
