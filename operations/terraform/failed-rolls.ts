import type { StateInstance, StateResource, TerraformState } from "./state";

export interface Undone {
  readonly state: TerraformState;
  /** Ids of containers that the state no longer holds: those that never became healthy, and those that were left over. */
  readonly discarded: readonly string[];
  /** Names of the resources whose earlier container is the current one again. */
  readonly restored: readonly string[];
}

export interface Circumstances {
  /** Tells of a container's id whether the engine runs it. */
  readonly isRunning: (id: string) => boolean;
  readonly keepFirst: boolean;
}

/**
 * Undoes failed rolls in the state. Terraform leaves a new container that never became healthy as tainted and the one
 * that serves as deposed. Its next apply would remove the serving one first, and could not make the new one at all: the
 * failed one has its name. So the serving one becomes the current one again, as if the roll had not begun.
 *
 * A first container that never became healthy has nothing to go back to. It goes as well, unless it is to be looked at.
 */
export function withoutFailedRolls(state: TerraformState, { isRunning, keepFirst }: Circumstances): Undone {
  const discarded: string[] = [];
  const restored: string[] = [];
  const resources = state.resources.map((resource) => {
    if (resource.type !== "docker_container") return resource;
    const { kept, dropped, survivor } = settle(resource, isRunning);
    const isFirst = !survivor && dropped.some(({ deposed }) => deposed === undefined);
    if (isFirst && keepFirst) return resource;
    discarded.push(...dropped.flatMap(({ attributes }) => attributes.id ?? []));
    if (survivor) restored.push(resource.name);
    return { ...resource, instances: kept };
  });
  return { state: { ...state, resources: resources.filter(hasInstances) }, discarded, restored };
}

interface Settled {
  readonly kept: readonly StateInstance[];
  readonly dropped: readonly StateInstance[];
  readonly survivor?: StateInstance;
}

function settle({ instances }: StateResource, isRunning: (id: string) => boolean): Settled {
  const runs = ({ attributes }: StateInstance) => isRunning(attributes.id ?? "");
  const current = instances.find(({ deposed }) => deposed === undefined);
  if (current && current.status !== "tainted") return leftBy(current, instances, runs);
  const survivor = instances.find((one) => one.deposed !== undefined && runs(one));
  const others = instances.filter((one) => one !== survivor && one !== current);
  const dropped = current ? [current] : [];
  if (!survivor) return { kept: others, dropped };
  const { deposed: _key, ...promoted } = survivor;
  return { kept: [promoted, ...others], dropped, survivor };
}

/** Earlier ones that an apply did not come to remove hold names that an edit which is taken back needs. */
function leftBy(
  current: StateInstance,
  instances: readonly StateInstance[],
  runs: (one: StateInstance) => boolean,
): Settled {
  const isLeft = (one: StateInstance) => one !== current && (runs(current) || !runs(one));
  return { kept: instances.filter((one) => !isLeft(one)), dropped: instances.filter(isLeft) };
}

const hasInstances = ({ instances }: StateResource) => instances.length > 0;
