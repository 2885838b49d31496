import { isDeepStrictEqual } from "node:util";
import type { AttributeChange, Drift, Json } from "../model";
import type { ResourceChange } from "../resource";
import { differences, type Difference } from "./differences";
import { equal } from "./equal";
import { isMirror, isNoise, isNothing } from "./noise";

/** What the engine or the cloud says anew each time, and nobody changed. */
const COMPUTED = /^(id|arn|etag|last_updated|.*_time|.*_at|container_logs|exit_code|health_status)(\.|\[|$)/;

/** Of a network that a container is on: its addresses are others after each start. */
const ADDRESS = /^network_data\..+\.(?!network_name$)[a-z_0-9]+$/;

/** The entries that somebody changed by hand, and how many only look so. */
export function driftOf(changes: readonly ResourceChange[]): {
  readonly drift: readonly Drift[];
  readonly noise: number;
} {
  let noise = 0;
  const drift = changes.flatMap((change): Drift[] => {
    const { stack, address, before, after } = change;
    // Whatever else differs, this is all there is to tell.
    if (before && !after) return [{ stack, address, attributes: [driftedTo("resource", "there", "gone")] }];
    const all = differences(before ?? {}, after ?? {});
    const real = all.filter((one) => !isOnlyRead(change, one));
    noise += all.length - real.length + emptied(change);
    if (real.length === 0) return [];
    return [{ stack, address, attributes: real.map((one) => driftedTo(one.path, one.before, one.after)) }];
  });
  return { drift, noise };
}

/** Attributes that only read as others: nothing, and an empty list. */
const emptied = ({ before = {}, after = {} }: ResourceChange): number =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => equal(before[name], after[name]) && !isDeepStrictEqual(before[name], after[name]),
  ).length;

const driftedTo = (path: string, before: Json | undefined, after: Json | undefined): AttributeChange => ({
  ...{ path, before, after, verdict: "neutral", forcesReplacement: false, ignoredByProvider: false },
});

function isOnlyRead(change: ResourceChange, difference: Difference): boolean {
  const { path, attribute, before, after } = difference;
  // The hash of an object is what is in it.
  const isContent = change.type === "aws_s3_object" && attribute === "etag";
  return (
    (COMPUTED.test(path) && !isContent) ||
    ADDRESS.test(path) ||
    (change.type === "helm_release" && attribute === "metadata") ||
    change.mirrored?.has(attribute) === true ||
    isMirror(attribute, change.before, change.after) ||
    (isNothing(before) && isNothing(after)) ||
    isNoise(change, difference)
  );
}
