import type { Environment } from "../../config";
import type { Confirm } from "../confirm";
import { whileLocked } from "../installation";
import { runLanes } from "../progress";
import { projectPaths } from "../project";
import { setUpLanes } from "../set-up";
import { nobodyToUnlock } from "../terraform/errors";
import type { TerraformTool } from "../terraform/runner";
import { requireAccount } from "./account";
import { placeOf } from "./backend";
import { withStateAlone } from "./state-folder";
import { TERRAFORM_ALONE } from "./tools";

export interface StateOptions {
  readonly quiet: boolean;
  readonly confirm: Confirm;
  /** Which of the environment's states. @default - the only one */
  readonly stack?: string | undefined;
}

/**
 * Takes away the lock that a run has left in the bucket which was killed. Asks first, with who holds it and since when:
 * only a person can know that the run is dead. Neither the Docker host nor a provider is needed.
 *
 * @throws BulwarkError with exit code 1 when it is not confirmed, or a run of this machine is alive; 2 for state on disk
 */
export async function unlockState(environment: Environment, options: StateOptions): Promise<string> {
  const { name, settings } = environment;
  if ("local" in settings.state) throw nobodyToUnlock(name);
  await requireAccount(environment);
  const { tools, terraform } = setUpLanes(settings.hosts.main.docker, TERRAFORM_ALONE);
  await runLanes([tools], options);
  return whileLocked(projectPaths(), name, "state unlock", () => unlock(environment, terraform(), options));
}

async function unlock(environment: Environment, tool: TerraformTool, options: StateOptions): Promise<string> {
  const place = await placeOf(projectPaths(), environment, options.stack);
  return withStateAlone(tool, place, async (terraform) => {
    const lock = await terraform.stateLock();
    if (!lock) return `${place.stack}: nobody holds the state`;
    const held = `${lock.who} since ${lock.since} (${lock.operation})`;
    await options.confirm(
      `the state of ${place.stack} is held by ${held}; if that run is still alive, it and the next one will damage each other's work`,
    );
    await terraform.unlockState(lock);
    return `${place.stack}: took away the lock of ${held}\nThe next 'bulwark up' makes good what that run left.`;
  });
}
