import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { noHierarchy } from "./errors";
import type { CgroupFiles } from "./limits";
import { type Mount, parseMountinfo } from "./mountinfo";

/** One line of /proc/<pid>/cgroup: controllers are empty for the one hierarchy of v2. */
export interface Membership {
  readonly controllers: readonly string[];
  readonly path: string;
}

/** https://man7.org/linux/man-pages/man7/cgroups.7.html */
export function parseMemberships(text: string): readonly Membership[] {
  return text
    .split("\n")
    .map((line) => /^\d+:([^:]*):(.*)$/.exec(line))
    .flatMap((match) =>
      match ? [{ controllers: (match[1] ?? "").split(",").filter(Boolean), path: match[2] ?? "" }] : [],
    );
}

/** A controller is bound to one hierarchy: a v1 one that names it, else that of v2. */
export function isV1(memberships: readonly Membership[]): boolean {
  return memberships.some(({ controllers }) => controllers.includes("memory"));
}

/** The folder of a controller for the process with these memberships. */
export function cgroupFolder(memberships: readonly Membership[], mounts: readonly Mount[], controller: string): string {
  const first = memberships.find(({ controllers }) => controllers.includes(controller));
  const membership = first ?? memberships.find(({ controllers }) => controllers.length === 0);
  const mount = mounts.find((candidate) =>
    first ? isHierarchyOf(candidate, controller) : candidate.type === "cgroup2",
  );
  if (!membership || !mount) throw noHierarchy(controller, JSON.stringify(memberships));
  return join(mount.target, relative(mount.root, membership.path));
}

function isHierarchyOf(mount: Mount, controller: string): boolean {
  return mount.type === "cgroup" && mount.superOptions.includes(controller);
}

/** Reads the cgroup files of a process, from whichever hierarchy holds the controller. */
export function cgroupFilesOf(memberships: readonly Membership[]): CgroupFiles {
  const mounts = parseMountinfo(readFileSync("/proc/self/mountinfo", "utf8"));
  return (controller, file) => {
    try {
      return readFileSync(join(cgroupFolder(memberships, mounts, controller), file), "utf8");
    } catch {
      return undefined;
    }
  };
}
