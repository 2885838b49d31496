import { readFileSync } from "node:fs";
import { cgroupFilesOf, isV1, parseMemberships } from "./cgroup";
import type { RunningContainer } from "./container";
import { type CgroupLimits, limitsOfV1, limitsOfV2, parseProcessLimit, type SoftAndHard } from "./limits";

export interface ContainerLimits extends CgroupLimits {
  readonly openFiles: SoftAndHard;
  readonly coreBytes: SoftAndHard;
}

/** What the kernel enforces on the container, from its cgroup and from its first process. */
export function readLimits({ pid }: RunningContainer): ContainerLimits {
  const memberships = parseMemberships(readFileSync(`/proc/${pid}/cgroup`, "utf8"));
  const files = cgroupFilesOf(memberships);
  const limits = readFileSync(`/proc/${pid}/limits`, "utf8");
  return {
    ...(isV1(memberships) ? limitsOfV1(files) : limitsOfV2(files)),
    openFiles: parseProcessLimit(limits, "Max open files"),
    coreBytes: parseProcessLimit(limits, "Max core file size"),
  };
}
