import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const anonymousVolumes: Rule<"container"> = {
  id: "BWK-anonymous-volumes",
  title: "has no volume without a name",
  severity: "low",
  why: "A volume without a name is left behind with whatever is in it each time that the container is replaced, until the disk is full, and nothing saves it.",
  fix: "Give the volume a name; or make it a tmpfs, where it may be lost.",
  bad: `volumes: ["/data"]`,
  good: `volumes: ["data:/data"]`,
  references: ["https://docs.docker.com/engine/storage/volumes/#named-and-anonymous-volumes"],
  relatives: ["BWK-data-volume"],
  on: "container",
  needs: ["mounts"],
  check: (container) =>
    judge(container.mounts, "its mounts", (mounts) => {
      const found = mounts.filter(({ kind, source }) => kind === "volume" && source === "");
      return found.length === 0
        ? undefined
        : `has volumes without a name: ${found
            .map(({ target }) => target)
            .sort()
            .join(", ")}`;
    }),
};
