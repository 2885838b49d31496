import type { Mount } from "../../../policies/facts/container";
import type { Ordering } from "./ordering";

/** What a mount allows beyond being there. Whether it should be there at all is a question of the rules. */
export const mounts: Ordering<readonly Mount[]> = {
  harmless: [],
  worse: (before, after) => {
    const known = new Map(before.map((mount) => [mount.target, mount]));
    return after.flatMap((mount) => worseMount(known.get(mount.target), mount));
  },
};

function worseMount(before: Mount | undefined, after: Mount): readonly string[] {
  const { target } = after;
  const isWritable = before?.readOnly === true && !after.readOnly;
  const isUnbound = before?.tmpfs?.sizeBytes !== undefined && after.tmpfs?.sizeBytes === undefined;
  const allowed = (after.tmpfs?.allowed ?? []).filter((word) => !before?.tmpfs?.allowed.includes(word));
  return [
    ...(isWritable ? [`may write to ${target}`] : []),
    ...(isUnbound && after.kind === "tmpfs" ? [`may fill memory through ${target}`] : []),
    ...(allowed.length > 0 ? [`allows ${allowed.join(", ")} at ${target}`] : []),
    ...(isShared(after) && !(before && isShared(before)) ? [`gives what is mounted below ${target} back`] : []),
  ];
}

const isShared = ({ propagation }: Mount): boolean => (propagation ?? "").endsWith("shared");
