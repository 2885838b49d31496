import { join } from "node:path";
import { synthRefused } from "./errors";
import { packageRoot } from "../config/package-root";
import { run } from "./process";
import type { ProjectPaths } from "./project";

/**
 * Synthesizes the environments of these files in a process of its own: the operations never load cdktf.
 *
 * @throws BulwarkError with exit code 2 when a file is not a valid environment; its problems are in the message
 */
export async function synth(paths: ProjectPaths, files: readonly string[]): Promise<void> {
  const main = join(packageRoot(), "dist", "main.js");
  const result = await run(process.execPath, [main, ...files], {
    cwd: paths.root,
    env: { CDKTF_OUTDIR: paths.output },
    acceptExitCodes: [0, 1, 2],
  });
  if (result.exitCode !== 0) throw synthRefused(result.stderr.trim(), result.exitCode);
}
