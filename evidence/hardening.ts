import type Docker from "dockerode";
import { type ContainerEvidence, inspectEnvironment } from "./docker";

/** How many of the containers keep one promise. What the engine does not say counts as not kept. */
export interface PromiseCount {
  readonly promise: string;
  readonly holds: number;
  readonly of: number;
}

interface HardeningPromise {
  readonly promise: string;
  readonly holds: (container: ContainerEvidence) => boolean;
}

/** Kept by everything that runs. */
const PROMISES: readonly HardeningPromise[] = [
  { promise: "non-root", holds: ({ user }) => user !== undefined && user.uid > 0 && user.gid > 0 },
  { promise: "read-only root", holds: ({ readOnlyRoot }) => readOnlyRoot === true },
  { promise: "no capabilities", holds: hasNoCapabilities },
  { promise: "no-new-privileges", holds: ({ noNewPrivileges }) => noNewPrivileges },
  { promise: "seccomp", holds: ({ seccomp }) => seccomp === "default" || seccomp === "custom" },
  {
    promise: "memory = memory+swap",
    holds: ({ memory, memoryAndSwap }) => isLimit(memory) && memory === memoryAndSwap,
  },
  { promise: "CPU limits", holds: ({ cpus }) => isLimit(cpus) },
  { promise: "process limits", holds: ({ processes }) => isLimit(processes) },
  { promise: "bounded logs", holds: hasBoundedLogs },
];

/** Kept by what runs on; a job ends before anybody could ask. */
const LASTING: readonly HardeningPromise[] = [{ promise: "healthchecks", holds: ({ health }) => health !== undefined }];

/** Drivers that write no file on the host, or bound it themselves. */
const BOUNDED_DRIVERS: readonly string[] = ["none", "local"];
const EVERYWHERE: readonly string[] = ["0.0.0.0", "::"];

/** Of the services: they run on. Jobs are counted by `jobHardening`; what only holds configuration never runs. */
export function serviceHardening(containers: readonly ContainerEvidence[]): readonly PromiseCount[] {
  return countsOf(containers, "service", [...PROMISES, ...LASTING]);
}

export function jobHardening(containers: readonly ContainerEvidence[]): readonly PromiseCount[] {
  return countsOf(containers, "job", PROMISES);
}

/** One line for people, such as `12 containers: 12 non-root, 11 of 12 read-only root, …; 1 published on 127.0.0.1`. */
export function hardeningLine(containers: readonly ContainerEvidence[]): string {
  const services = containers.filter(({ kind }) => kind === "service").length;
  const jobs = containers.filter(({ kind }) => kind === "job").length;
  const parts = [
    `${services} ${services === 1 ? "container" : "containers"}: ${counts(serviceHardening(containers))}`,
    publishedCounts(containers),
    ...(jobs > 0 ? [`${jobs} ${jobs === 1 ? "job" : "jobs"}: ${counts(jobHardening(containers))}`] : []),
  ];
  return parts.join("; ");
}

/** Inspects the environment and says how hardened it is. */
export async function hardeningSummary(docker: Docker, environment: string): Promise<string> {
  return hardeningLine((await inspectEnvironment(docker, environment)).containers);
}

function countsOf(
  containers: readonly ContainerEvidence[],
  kind: ContainerEvidence["kind"],
  promises: readonly HardeningPromise[],
): readonly PromiseCount[] {
  const asked = containers.filter((container) => container.kind === kind);
  return promises.map(({ promise, holds }) => ({ promise, holds: asked.filter(holds).length, of: asked.length }));
}

function counts(promises: readonly PromiseCount[]): string {
  return promises
    .map(({ promise, holds, of }) => `${holds === of ? holds : `${holds} of ${of}`} ${promise}`)
    .join(", ");
}

function publishedCounts(containers: readonly ContainerEvidence[]): string {
  const addresses = containers.flatMap(({ published }) => published.map(({ address }) => address));
  if (addresses.length === 0) return "none published";
  const places = addresses.map((address) => (EVERYWHERE.includes(address) ? "every interface" : address));
  const each = [...new Set(places)].sort();
  return each.map((place) => `${places.filter((other) => other === place).length} published on ${place}`).join(", ");
}

function hasNoCapabilities({ privileged, capabilitiesDropped, capabilitiesAdded }: ContainerEvidence): boolean {
  return privileged === false && capabilitiesDropped.includes("ALL") && capabilitiesAdded.length === 0;
}

function hasBoundedLogs({ log }: ContainerEvidence): boolean {
  return log !== undefined && (BOUNDED_DRIVERS.includes(log.driver) || log.options["max-size"] !== undefined);
}

const isLimit = (value: number | undefined) => value !== undefined && value > 0;
