import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { synthRefused } from "./errors";
import { packageRoot } from "../config/package-root";
import { run } from "./process";
import type { ProjectPaths } from "./project";

/**
 * Synthesizes the environments of these files in a process of its own: the operations never load cdktf. The rules are
 * not asked: an old commit must stay manageable.
 *
 * @throws BulwarkError with exit code 2 when a file is not a valid environment; its problems are in the message
 */
export async function synth(paths: ProjectPaths, files: readonly string[]): Promise<void> {
  await runMain(paths, ["--unchecked", ...files]);
}

/**
 * The same for what changes a platform: asks the rules too, and shows what does not fail on standard error.
 *
 * @throws BulwarkError with exit code 1 when a promise is broken; all that are, with their lines, are in the message
 */
export async function synthChecked(paths: ProjectPaths, files: readonly string[]): Promise<void> {
  const warnings = await runMain(paths, files);
  if (warnings !== "") process.stderr.write(`${warnings}\n`);
}

async function runMain(paths: ProjectPaths, words: readonly string[]): Promise<string> {
  const main = join(packageRoot(), "dist", "main.js");
  // cdktf makes the last folder of the way alone.
  await mkdir(paths.output, { recursive: true });
  const result = await run(process.execPath, [main, ...words], {
    cwd: paths.root,
    env: { CDKTF_OUTDIR: paths.output },
    acceptExitCodes: [0, 1, 2],
  });
  const said = result.stderr.trim();
  if (result.exitCode !== 0) throw synthRefused(said, result.exitCode);
  return said;
}
