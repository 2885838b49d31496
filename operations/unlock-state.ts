import type { Environment } from "../config";
import type { Confirm } from "./confirm";
import { whileLocked } from "./installation";
import { toolsFor } from "./kubernetes/tools";
import { runLanes } from "./progress";
import { projectPaths, stackFolder } from "./project";
import { setUpLanes } from "./set-up";
import { synth } from "./synth";
import { nobodyToUnlock } from "./terraform/errors";
import { TerraformRunner, type TerraformTool } from "./terraform/runner";

export interface UnlockOptions {
  readonly quiet: boolean;
  readonly confirm: Confirm;
}

/**
 * Takes away the lock that a run has left in the bucket which was killed. Asks first, with who holds it and since when:
 * only a person can know that the run is dead. The Docker host is not needed.
 *
 * @throws BulwarkError with exit code 1 when it is not confirmed, or a run of this machine is alive; 2 for state on disk
 */
export async function unlockState(environment: Environment, { quiet, confirm }: UnlockOptions): Promise<string> {
  const { name, settings } = environment;
  if ("local" in settings.state) throw nobodyToUnlock(name);
  const { tools, terraform } = setUpLanes(settings.hosts.main.docker, toolsFor(environment));
  await runLanes([tools], { quiet });
  return whileLocked(projectPaths(), name, "state unlock", () => unlock(environment, terraform(), confirm));
}

async function unlock({ name, file }: Environment, tool: TerraformTool, confirm: Confirm): Promise<string> {
  const paths = projectPaths();
  await synth(paths, [file]);
  const terraform = new TerraformRunner(tool, stackFolder(paths, name), () => undefined);
  await terraform.init();
  const lock = await terraform.stateLock();
  if (!lock) return `${name}: nobody holds the state`;
  const held = `${lock.who} since ${lock.since} (${lock.operation})`;
  await confirm(
    `the state of ${name} is held by ${held}; if that run is still alive, it and the next one will damage each other's work`,
  );
  await terraform.unlockState(lock);
  return `${name}: took away the lock of ${held}\nThe next 'bulwark up' makes good what that run left.`;
}
