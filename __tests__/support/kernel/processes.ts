import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunningContainer } from "./container";
import { type Mount, parseMountinfo } from "./mountinfo";
import { type Credentials, parseStatus } from "./status";

/** One process of a container, as the kernel sees it at this instant. */
export interface KernelProcess {
  readonly container: string;
  readonly pid: number;
  readonly command: string;
  /** Credentials belong to threads, and threads of one process may differ. */
  readonly threads: readonly Credentials[];
  /** Empty for a process that has ended and waits to be reaped. */
  readonly mounts: readonly Mount[];
}

/** runc's own half-started process: root with capabilities until it executes the container's program, milliseconds later. */
const STARTING = "runc:[";
const SETTLE_TRIES = 40;
const SETTLE_MS = 50;

/**
 * All processes in the container's cgroup, health checks and `docker exec` included. While one is just starting or just
 * ending, all are read again, for two seconds; one that then still looks like that is reported as it is.
 */
export async function readProcesses(container: RunningContainer): Promise<readonly KernelProcess[]> {
  for (let left = SETTLE_TRIES; ; left--) {
    const own = processIds().filter((pid) => belongsTo(pid, container));
    const processes = own.flatMap((pid) => read(pid, container));
    if (left === 0 || processes.every(isSettled)) return processes;
    await sleep(SETTLE_MS);
  }
}

/** A process loses its mounts shortly before it counts as ended. */
function isSettled(process: KernelProcess): boolean {
  const starting = process.threads.some(({ name }) => name.startsWith(STARTING));
  return !starting && (process.mounts.length > 0 || hasEnded(process));
}

export function hasEnded({ threads }: KernelProcess): boolean {
  return threads.every(({ state }) => state === "Z" || state === "X");
}

/** Processes in a PID namespace other than this one's that belong to none of the containers: must be none. */
export function unclaimedProcesses(containers: readonly RunningContainer[]): readonly number[] {
  const own = pidNamespace("self");
  const elsewhere = processIds().filter((pid) => ![own, undefined].includes(pidNamespace(String(pid))));
  return elsewhere.filter((pid) => !containers.some((container) => belongsTo(pid, container)));
}

export function processIds(): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** Undefined when the process has gone meanwhile. */
export function fromProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, "utf8");
  } catch {
    return undefined;
  }
}

function pidNamespace(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
}

/** With every cgroup driver and version, the path of the cgroup holds the container's id. */
function belongsTo(pid: number, { id }: RunningContainer): boolean {
  return fromProc(`${pid}/cgroup`)?.includes(id) ?? false;
}

function read(pid: number, container: RunningContainer): readonly KernelProcess[] {
  const threads = threadsOf(pid)
    .flatMap((tid) => fromProc(`${pid}/task/${tid}/status`) ?? [])
    .map(parseStatus);
  if (threads.length === 0) return [];
  const command = (fromProc(`${pid}/cmdline`) ?? "").split("\0").join(" ").trim() || `[${threads[0]?.name}]`;
  const mounts = parseMountinfo(fromProc(`${pid}/mountinfo`) ?? "");
  return [{ container: container.name, pid, command, threads, mounts }];
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}
