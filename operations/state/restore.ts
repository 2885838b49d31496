import type { Environment } from "../../config";
import { whileLocked } from "../installation";
import { runLanes } from "../progress";
import { projectPaths } from "../project";
import { setUpLanes } from "../set-up";
import type { TerraformState } from "../terraform/state";
import type { TerraformTool } from "../terraform/runner";
import { requireAccount } from "./account";
import { placeOf, type StatePlace } from "./backend";
import { StateObject } from "./bucket";
import { otherLineage, versionNotAState, versionUnknown } from "./errors";
import { difference, resourceCount, tryState, type StateJson } from "./state-json";
import { toldForStack, withStateAlone } from "./state-folder";
import { TERRAFORM_ALONE } from "./tools";
import type { StateOptions } from "./unlock";

/**
 * Makes an older version of a state the current one again, as a new version: what was current stays as one that can be
 * restored. Terraform writes it, under its lock. What is there in the account does not change; the next plan shows how it
 * differs.
 *
 * @throws BulwarkError with exit code 1 when it is not confirmed, or the version is of another installation, or the state is
 * locked; 2 for a version that is not there
 */
export async function restoreState(environment: Environment, version: string, options: StateOptions): Promise<string> {
  await requireAccount(environment);
  const place = await placeOf(projectPaths(), environment, options.stack);
  const { tools, terraform } = setUpLanes(environment.settings.hosts.main.docker, TERRAFORM_ALONE);
  await runLanes([tools], options);
  const { name } = environment;
  return whileLocked(projectPaths(), name, "state restore", () =>
    toldForStack(name, place.stack, () => restore(terraform(), place, { version, options })),
  );
}

async function restore(
  tool: TerraformTool,
  place: StatePlace,
  { version, options }: { readonly version: string; readonly options: StateOptions },
): Promise<string> {
  const { older, current } = await both(place, version);
  if (current) {
    const { added, removed, changed } = difference(older, current);
    if (added.length + removed.length + changed.length === 0 && older.serial === current.serial)
      return `${place.stack}: ${version} is the current version`;
    await options.confirm(
      `the state of ${place.stack} goes back from serial ${current.serial} to what it was at ${older.serial}: Terraform forgets ${added.length} resources, takes ${removed.length} for there, and knows ${changed.length} as they were; nothing in the account changes by that`,
    );
  }
  const serial = await withStateAlone(tool, place, async (terraform) => {
    const pushed = await terraform.pushState({
      ...older,
      serial: (current ?? older).serial,
    } as unknown as TerraformState);
    // A bucket counts once more than what was pushed.
    return (await terraform.pullState())?.serial ?? pushed.serial;
  });
  return (
    `${place.stack}: restored ${version} with ${resourceCount(older)} resources, as serial ${serial}\n` +
    "Look at what the next plan would do before anything is applied: what was made since is known to nobody now."
  );
}

async function both({ stack, backend }: StatePlace, version: string) {
  const object = new StateObject(backend);
  try {
    const [text, now] = [await object.read(version), await object.read()];
    if (text === undefined) throw versionUnknown(version, stack);
    const [older, current] = [tryState(text), now === undefined ? undefined : tryState(now)];
    if (!older) throw versionNotAState(version);
    requireSameLineage(version, older, current);
    return { older, current };
  } finally {
    object.close();
  }
}

/** Another installation's resources are none of this one's, whatever they are called. */
function requireSameLineage(version: string, older: StateJson, current: StateJson | undefined): void {
  if (current && older.lineage !== current.lineage) throw otherLineage(version, older.lineage, current.lineage);
}
