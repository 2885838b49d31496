import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const tmpfsSize: Rule<"container"> = {
  id: "BWK-tmpfs-size",
  title: "has a bound for what it writes into memory",
  severity: "low",
  why: "A tmpfs may grow to half of the host's memory, unless it has a size or its container has a memory limit.",
  fix: "Give the tmpfs a size, or the container a memory limit.",
  bad: `tmpfs: ["/tmp"]`,
  good: `tmpfs: ["/tmp:size=16m"]`,
  references: [
    "https://docs.docker.com/engine/storage/tmpfs/",
    "https://www.kernel.org/doc/html/latest/filesystems/tmpfs.html",
  ],
  relatives: ["BWK-memory-limit"],
  on: "container",
  needs: ["mounts", "memoryBytes"],
  check: ({ mounts, memoryBytes }) =>
    judge(mounts, "its mounts", (all) => {
      const open = all.filter(({ kind, tmpfs }) => kind === "tmpfs" && tmpfs?.sizeBytes === undefined);
      if (open.length === 0) return undefined;
      return judge(memoryBytes, "its memory limit", (limit) =>
        limit === "unlimited"
          ? `may fill the host's memory through ${open
              .map(({ target }) => target)
              .sort()
              .join(", ")}`
          : undefined,
      );
    }),
};
