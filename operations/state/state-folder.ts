import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STACK_FILE } from "../manifest";
import { run } from "../process";
import { StateLocked, stateLocked } from "../terraform/errors";
import { TerraformRunner, type TerraformTool } from "../terraform/runner";
import { stateProblem } from "../terraform/state-problem";
import type { StatePlace } from "./backend";

/**
 * Terraform in a folder that says where one state lies and nothing else: to read, write and unlock it needs no provider, which
 * may be a download of 700 MB.
 */
export async function withStateAlone<T>(
  tool: TerraformTool,
  { stack, backend }: StatePlace,
  action: (terraform: TerraformRunner) => Promise<T>,
): Promise<T> {
  const parent = mkdtempSync(join(tmpdir(), "bulwark-state-"));
  // Called as the stack is: what Terraform says of a lock is told with the stack's name.
  const folder = join(parent, stack);
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, STACK_FILE), JSON.stringify({ terraform: { backend: { s3: backend } } }));
    await initialize(tool, folder);
    return await action(new TerraformRunner(tool, folder, () => undefined));
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

/** Terraform's `init` in a folder, with its words on the state told in ours. */
export async function initialize(tool: TerraformTool, folder: string, ...options: readonly string[]): Promise<void> {
  const env = { ...tool.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
  try {
    await run(tool.path, ["init", "-input=false", "-no-color", ...options], { cwd: folder, env });
  } catch (error) {
    throw stateProblem((error as Error).message, folder) ?? error;
  }
}

/** Runs `action`; a lock that it meets is told with what to type for the stack, which may be one of several. */
export async function toldForStack<T>(environment: string, stack: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof StateLocked)) throw error;
    const named = stack === environment ? "" : ` --stack ${stack}`;
    throw stateLocked(error.lock, `npx bulwark state ${environment} unlock${named}`);
  }
}
