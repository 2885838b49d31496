import type { Drift } from "../model";
import type { ResourceChange } from "../resource";
import { differences } from "./differences";
import { isNoise } from "./noise";

/** What the engine or the cloud says anew each time, and nobody changed. */
const MIRRORED =
  /^(id|arn|tags_all|etag|last_updated|.*_time|.*_at|network_data|container_logs|exit_code|health_status|metadata)(\.|\[|$)/;

/** The entries that somebody changed by hand, and how many only look so. */
export function driftOf(changes: readonly ResourceChange[]): {
  readonly drift: readonly Drift[];
  readonly noise: number;
} {
  let noise = 0;
  const drift = changes.flatMap((change): Drift[] => {
    const all = differences(change.before ?? {}, change.after ?? {});
    const real = all.filter((one) => !MIRRORED.test(one.path) && !isNoise(change, one));
    noise += all.length - real.length;
    if (real.length === 0) return [];
    const attributes = real.map(({ path, before, after }) => ({
      ...{ path, before, after, verdict: "neutral" as const, forcesReplacement: false, ignoredByProvider: false },
    }));
    return [{ stack: change.stack, address: change.address, attributes }];
  });
  return { drift, noise };
}
