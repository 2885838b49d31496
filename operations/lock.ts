import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { Environment } from "../config";
import { BulwarkError } from "./errors";
import { toolsFor } from "./kubernetes/tools";
import { STACK_FILE } from "./manifest";
import { run } from "./process";
import { runLanes } from "./progress";
import { projectPaths, stackFolder } from "./project";
import { prepare, type SetUp } from "./setup";
import { synth } from "./synth";
import { committedLock, LOCK_FILE } from "./terraform/lock-file";

/** What people and servers run Terraform on. */
const PLATFORMS = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64"];

export interface Locked {
  /** From the current folder. */
  readonly file: string;
  /** `all`, or why it is this machine's alone. */
  readonly platforms: "all" | "this machine's";
  readonly from: string;
}

/**
 * Writes the hashes of an environment's providers to `locks/<environment>.lock.hcl`, for all platforms where the registry can
 * be reached; every later `init` keeps to them.
 */
export async function lock(environment: Environment, options: { readonly quiet: boolean }): Promise<Locked> {
  const { lanes, result } = prepare({ want: toolsFor(environment) });
  const paths = projectPaths();
  await runLanes([...lanes, [{ title: "Synthesize", run: () => synth(paths, [environment.file]) }]], options);
  const folder = await mkdtemp(join(tmpdir(), "bulwark-lock-"));
  try {
    await writeFile(join(folder, "main.tf.json"), await requirementsOf(stackFolder(paths, environment.name)));
    const platforms = await lockIn(folder, result);
    const file = committedLock(environment.name, paths.root);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await readFile(join(folder, LOCK_FILE)));
    return { file: relative(paths.root, file), platforms, from: result.provider.where };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A mirror that the user's own configuration names has what his machines need, which may be one platform. */
async function lockIn(
  folder: string,
  { terraform, env }: Pick<SetUp, "terraform" | "env">,
): Promise<Locked["platforms"]> {
  const options = { cwd: folder, env, timeoutSeconds: SECONDS };
  const words = ["providers", "lock"];
  try {
    await run(terraform.path, [...words, ...PLATFORMS.map((name) => `-platform=${name}`)], options);
    return "all";
  } catch (error) {
    if (!(error instanceof BulwarkError) || !error.message.includes("is not available for")) throw error;
    await run(terraform.path, words, options);
    return "this machine's";
  }
}

/** A guard against hanging: some providers are packages of 700 MB, for each platform one. */
const SECONDS = 1800;

/** No resource and no state is needed for the hashes. */
async function requirementsOf(folder: string): Promise<string> {
  const { terraform } = JSON.parse(await readFile(join(folder, STACK_FILE), "utf8")) as {
    readonly terraform: { readonly required_providers: unknown };
  };
  return JSON.stringify({ terraform: { required_providers: terraform.required_providers } });
}
