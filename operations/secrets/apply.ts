import type Docker from "dockerode";

import { restartUntilHealthy, runJobAgain } from "../engine/rerun";
import type { Manifest } from "../manifest";
import { pendingSteps } from "./observe";
import { withSecrets } from "./open";
import { StepAction, type Step } from "./steps";

/** What must run again for the secrets on the host to be the ones in use; empty when they are. Changes nothing. */
export async function pending(docker: Docker, manifest: Manifest): Promise<readonly Step[]> {
  return withSecrets(docker, manifest, ({ held }) => pendingSteps(docker, manifest, held), { create: false });
}

/**
 * Does the steps, one after another: a server knows its new passwords before those who use it learn them.
 *
 * @throws BulwarkError with exit code 4 at the first step that fails; the steps left over are found again by `pending`
 */
export async function apply(
  docker: Docker,
  steps: readonly Step[],
  onStep: (step: Step) => void = () => undefined,
): Promise<void> {
  for (const step of steps) {
    onStep(step);
    await (step.action === StepAction.RUN_JOB ? runJobAgain : restartUntilHealthy)(docker, step.container);
  }
}
