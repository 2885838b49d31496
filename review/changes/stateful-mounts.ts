import { isObject, textIn } from "../../policies/readers/objects";
import type { Json } from "../model";
import type { ResourceChange } from "../resource";

/** Of a container that keeps data: the volumes that it had and has no more, which is an empty start. */
export function otherVolumes({ type, before, after }: ResourceChange): readonly string[] {
  if (type !== "docker_container" || !before || !after) return [];
  const now = volumesOf(after["mounts"]);
  return [...volumesOf(before["mounts"])].flatMap(([target, source]) => {
    const other = now.get(target);
    if (other === source) return [];
    return [
      `starts on ${other === undefined ? "no volume" : `volume '${other}'`} at ${target} in place of '${source}'`,
    ];
  });
}

function volumesOf(mounts: Json | undefined): ReadonlyMap<string, string> {
  const all = ([mounts].flat() as readonly unknown[]).filter(isObject);
  return new Map(
    all
      // Configuration is read only, in volumes named by what is in them.
      .filter((one) => one["type"] === "volume" && one["read_only"] !== true)
      .map((one) => [textIn(one, "target"), textIn(one, "source")]),
  );
}
