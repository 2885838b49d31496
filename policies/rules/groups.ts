import { judge } from "../evaluate";
import type { Rule } from "../rule";

/** Whoever is in one of them becomes root, or reads what root keeps. 6 and 42 are disk and shadow wherever there are fixed numbers. */
const POWERFUL =
  /^(0|6|42|root|docker|podman|containerd|disk|kmem|mem|shadow|sudo|wheel|admin|lxd|incus-admin|libvirt|kubelet)$/;

export const groups: Rule<"container"> = {
  id: "BWK-groups",
  title: "is in no group that opens the host",
  severity: "high",
  why: "The groups of root, of the engine and of the disks open files of the host that are mounted, and its devices, as root does.",
  fix: "Take the group away; give the files a group of their own.",
  bad: `group_add: [docker]`,
  good: `group_add: ["20001"]`,
  references: [
    "https://docs.docker.com/engine/install/linux-postinstall/#manage-docker-as-a-non-root-user",
    "CIS Docker Benchmark 1.6, 4.1",
  ],
  on: "container",
  needs: ["groups"],
  check: (container) =>
    judge(container.groups, "its groups", (all) => {
      const found = all.filter((group) =>
        POWERFUL.test(group.toLowerCase().replace(/^[+-]?0+(?=\d+$)|^\+(?=\d+$)/, "")),
      );
      return found.length === 0 ? undefined : `is in groups that open the host: ${[...found].sort().join(", ")}`;
    }),
};
