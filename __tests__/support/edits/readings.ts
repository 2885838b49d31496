import { cgroupFilesOf, isV1, parseMemberships } from "../kernel/cgroup";
import { limitsOfV1, limitsOfV2, parseProcessLimit, type CgroupLimits } from "../kernel/limits";
import { mountAt } from "../kernel/mountinfo";
import { parseStatus } from "../kernel/status";
import { listeners } from "../reach/sockets";
import type { Reading } from "./edit";
import type { Seen } from "./seen";

const reading = (how: string, of: (seen: Seen) => unknown): Reading => ({ how, of });
const words = (text = "") => text.split("\0").filter((word) => word !== "");
const own = ({ file }: Seen, name: string) => file(`/proc/self/${name}`) ?? "";

export const content = (path: string) => reading(path, ({ file }) => file(path));
export const log = reading("its log", ({ file }) => file("log"));
export const fileNames = (folder: string, names: readonly string[]) =>
  reading(folder, ({ file }) => names.filter((name) => file(`${folder}/${name}`) !== undefined));

export const commandLine = reading("/proc/<pid>/cmdline", (seen) => words(own(seen, "cmdline")).join(" "));
export const user = reading("/proc/<pid>/status", (seen) => {
  const { uids, gids } = parseStatus(own(seen, "status"));
  return `${uids[0]}:${gids[0]}`;
});
/** Those that the engine or the image does not set itself. */
export const variables = reading("/proc/<pid>/environ", (seen) =>
  words(own(seen, "environ")).filter((one) => !/^(PATH|HOME|HOSTNAME|PWD)=/.test(one)),
);
export const openFiles = reading(
  "/proc/<pid>/limits",
  (seen) => parseProcessLimit(own(seen, "limits"), "Max open files").hard,
);

function cgroup(limit: keyof CgroupLimits | readonly (keyof CgroupLimits)[]): Reading {
  return reading(`cgroup: ${[limit].flat().join(", ")}`, (seen) => {
    const memberships = parseMemberships(own(seen, "cgroup"));
    const limits = (isV1(memberships) ? limitsOfV1 : limitsOfV2)(cgroupFilesOf(memberships));
    return Array.isArray(limit)
      ? limit.map((one: keyof CgroupLimits) => limits[one])
      : limits[limit as keyof CgroupLimits];
  });
}

export const memory = cgroup(["memoryBytes", "memoryAndSwapBytes"]);
export const cpus = cgroup("cpus");
export const processes = cgroup("processes");

const size = (seen: Seen, target: string) =>
  mountAt(seen.mounts, target)?.superOptions.find((option) => option.startsWith("size="));
export const sizeOf = (target: string) => reading(`mount table: size of ${target}`, (seen) => size(seen, target));
export const mounted = (targets: readonly string[]) =>
  reading("mount table: targets", ({ mounts }) => targets.filter((target) => mountAt(mounts, target)));
export const writable = (target: string) =>
  reading(`mount table: ${target} writable`, ({ mounts }) => mountAt(mounts, target)?.writable);
/** A volume's folder is `…/volumes/<name>/_data`. */
export const volumeAt = (target: string) =>
  reading(
    `mount table: volume at ${target}`,
    ({ mounts }) => /\/volumes\/[^/]*-([^-/]+)\/_data$/.exec(mountAt(mounts, target)?.root ?? "")?.[1],
  );

/** The component is the middle of the volume's name. */
export const ownerOfVolumeAt = (target: string, owners: readonly string[]) =>
  reading(`mount table: volume at ${target}`, ({ mounts }) =>
    owners.find((owner) => mountAt(mounts, target)?.root.includes(`/volumes/edits-${owner}-`)),
  );

/** A socket on the host, and the port of the container behind it. */
export const ports = reading("listening sockets, inspect: Ports", ({ inspected }) => {
  const bound = Object.entries(inspected.NetworkSettings.Ports).flatMap(([port, hosts]) =>
    (hosts ?? []).map(({ HostIp, HostPort }) => ({ port, address: HostIp, hostPort: Number(HostPort) })),
  );
  const open = listeners("self");
  const isOpen = (one: (typeof bound)[number]) =>
    open.some(({ address, port }) => address === one.address && port === one.hostPort);
  return bound.filter(isOpen).map(({ address, hostPort, port }) => `${address}:${hostPort} ${port}`);
});

export const health = (field: "Test" | "Interval" | "Timeout" | "Retries" | "StartPeriod") =>
  reading(`inspect: Healthcheck.${field}`, ({ inspected }) => {
    const value = inspected.Config.Healthcheck?.[field];
    // The engine counts in nanoseconds.
    return typeof value === "number" && field !== "Retries" ? value / 1e9 : value;
  });
export const stopTimeout = reading(
  "inspect: StopTimeout",
  ({ inspected }) => (inspected.Config as { StopTimeout?: number }).StopTimeout,
);
export const firstProcess = reading("/proc/<pid>/comm", (seen) => own(seen, "comm").trim());
export const restart = reading("inspect: RestartPolicy", ({ inspected }) => inspected.HostConfig.RestartPolicy?.Name);
export const addedHosts = reading("inspect: ExtraHosts", ({ inspected }) => inspected.HostConfig.ExtraHosts ?? []);
export const networks = reading("inspect: Networks", ({ inspected }) =>
  Object.keys(inspected.NetworkSettings.Networks),
);
/** Engines before 26 name a container by its id as well. */
export const aliases = reading("inspect: Aliases", ({ inspected }) =>
  Object.values(inspected.NetworkSettings.Networks).flatMap(({ Aliases }) =>
    ((Aliases ?? []) as readonly string[]).filter((alias) => !inspected.Id.startsWith(alias)),
  ),
);
export const namedByGeneration = reading("its name", ({ inspected }) => /-[0-9a-f]{8}$/.test(inspected.Name));
export const nameOf = reading("its name", ({ inspected }) => inspected.Name.replace(/^.*-job-/, ""));

export const replicas = reading(
  "running containers",
  ({ siblings }) => Object.entries(siblings).filter(([path, { State }]) => /^\d+$/.test(path) && State.Running).length,
);
export const jobs = reading("containers of jobs", ({ siblings }) =>
  Object.keys(siblings).filter((path) => path.startsWith("job-")),
);
/** What a job sends to its component's first process: process 1 of another container than its own. */
export const signalled = reading("inspect: PidMode, Cmd", ({ inspected: { Config, HostConfig }, siblings }) =>
  HostConfig.PidMode === `container:${siblings[""]?.Id}` ? Config.Cmd?.at(-1) : undefined,
);
/** Whether a job sees its component's network. */
export const seesNetwork = reading("its log: /proc/net/dev", (seen) => own(seen, "net/dev").includes("eth0:"));

/** What is no matter of a container, in the manifest that `up`, `secrets` and `inspect` read. */
export const declared = (why: string, of: (manifest: Seen["manifest"], component: string) => unknown) =>
  reading(`manifest: ${why}`, ({ manifest, component }) => of(manifest, component));

/** How a job with a deadline is run. */
export const deadline = reading("its log: /proc/1/cmdline", ({ file }) => {
  const [, script, , seconds] = words(file("/proc/1/cmdline"));
  return script === "/config/run-once.sh" ? seconds : undefined;
});

/** What a scheduled job is run by, the init before it left out. */
const timetable = (seen: Seen) => words(own(seen, "cmdline")).slice(4);
export const scheduledName = reading("/proc/<pid>/cmdline", (seen) => timetable(seen)[0]);
export const scheduledAt = reading("/proc/<pid>/cmdline", (seen) => timetable(seen).slice(1, 3).join(" "));
export const scheduledDeadline = reading("/proc/<pid>/cmdline", (seen) => timetable(seen)[3]);
export const scheduledCommand = reading("/proc/<pid>/cmdline", (seen) => timetable(seen).slice(4).join(" "));
/** In how many places what runs it begins a run: at its times, and before. */
export const scheduledRuns = reading(
  "/config/run-on-schedule.sh",
  ({ file }) => `${file("/config/run-on-schedule.sh")}`.split('  run "$@"').length - 1,
);

/** Several readings of one edit, by name. */
export const together = (readings: Readonly<Record<string, Reading>>) =>
  reading([...new Set(Object.values(readings).map(({ how }) => how))].join("; "), (seen) =>
    Object.fromEntries(Object.entries(readings).map(([name, one]) => [name, one.of(seen)])),
  );

/** That a job ran since its container was created. */
export const isOfNow = reading("inspect: Created", ({ siblings, inspected }) =>
  Object.values(siblings).every(({ Created }) => Created >= inspected.Created),
);
