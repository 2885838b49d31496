import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const tmpfsOptions: Rule<"container"> = {
  id: "BWK-tmpfs-options",
  title: "runs nothing from what it writes into memory",
  severity: "medium",
  why: "A tmpfs is where an intruder can write under a read-only root; with exec, suid or dev what is written there can be run, as root, or be a device.",
  fix: "Leave exec, suid and dev away: the engine then forbids all three.",
  bad: `tmpfs: ["/tmp:exec,size=16m"]`,
  good: `tmpfs: ["/tmp:size=16m"]`,
  references: ["https://docs.docker.com/engine/storage/tmpfs/", "CIS Docker Benchmark 1.6, 5.13"],
  on: "container",
  needs: ["mounts"],
  check: (container) =>
    judge(container.mounts, "its mounts", (mounts) => {
      const loose = mounts.filter(({ tmpfs }) => tmpfs && tmpfs.allowed.length > 0);
      const said = loose.map(({ target, tmpfs }) => `${target} (${tmpfs!.allowed.join(", ")})`);
      return said.length === 0 ? undefined : `has memory mounted with more than data in it: ${said.sort().join(", ")}`;
    }),
};
