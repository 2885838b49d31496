import type Docker from "dockerode";

import type { Manifest } from "../manifest";
import { folderFaults, wantedFolders } from "./folders";
import { judged, type Problem } from "./judge";
import { givenValue } from "./given-file";
import type { SecretsOptions } from "./init";
import { pendingSteps } from "./observe";
import { withSecrets } from "./open";
import { ROOT } from "./paths";
import { StepAction, type Step } from "./steps";
import { isOfLocalCa, wantedSecrets, type WantedSecret } from "./wanted-secret";

export interface CheckReport {
  readonly environment: string;
  /** How many copies of secrets the environment should have. */
  readonly copies: number;
  readonly problems: readonly Problem[];
  /** 0 when there is no problem, else 1. */
  readonly exitCode: 0 | 1;
}

/** Looks at every secret of an environment on its Docker host, and at what uses it. Changes nothing, shows no value. */
export async function check(docker: Docker, manifest: Manifest, options: SecretsOptions = {}): Promise<CheckReport> {
  const { projectFolder = process.cwd(), now = new Date(), called } = options;
  const { environment } = manifest;
  const wanted = wantedSecrets(manifest);
  const given = (one: WantedSecret) => givenValue(one, now, projectFolder);
  const problems = await withSecrets(
    docker,
    manifest,
    async ({ held, stored }) => [
      ...(await folderFaults(wantedFolders(environment, uidsOf(wanted)), held, stored.tree)).map((fault) => ({
        subject: fault.path,
        problem: fault.detail ?? "is missing",
        fix: `bulwark secrets ${called ?? environment} init`,
      })),
      ...judged(wanted, stored, { environment, called, now, given }),
      ...(await pendingSteps(docker, manifest, held)).map(
        asProblem(called ? `secrets ${called} init` : `up ${environment}`),
      ),
    ],
    { create: false },
  );
  return { environment, copies: copiesOf(wanted), problems, exitCode: problems.length === 0 ? 0 : 1 };
}

const asProblem =
  (command: string) =>
  ({ action, container, secrets }: Step): Problem => ({
    subject: container,
    problem:
      secrets.length === 0
        ? `must ${action === StepAction.RUN_JOB ? "run again" : "restart"} for the others to use their new secrets`
        : `still uses what ${secrets.join(", ")} held before`,
    fix: `bulwark ${command}`,
  });

function uidsOf(wanted: readonly WantedSecret[]): readonly number[] {
  const uids = wanted.flatMap(({ owners }) => owners.map(({ uid }) => uid));
  return wanted.some(isOfLocalCa) ? [...uids, ROOT] : uids;
}

function copiesOf(wanted: readonly WantedSecret[]): number {
  return wanted.reduce((sum, { owners }) => sum + owners.length, wanted.some(isOfLocalCa) ? 2 : 0);
}
