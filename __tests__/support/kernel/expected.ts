import type { ContainerLimits } from "./container-limits";
import type { Limit } from "./limits";
import { mountAt, writableTargets } from "./mountinfo";
import { hasEnded, type KernelProcess } from "./processes";
import { CAPABILITY_SETS, type Credentials } from "./status";
import type { WriteAttempt } from "./write-attempts";

export interface ExpectedProcess {
  readonly uid: number;
  readonly gid: number;
  /** Bits that every capability set may hold. @default - none */
  readonly capabilities?: bigint;
  /** Mount targets that may be written. @default - none */
  readonly writable?: readonly string[];
}

export interface ExpectedLimits {
  readonly memoryBytes: number;
  /** @default - the memory limit: no swap */
  readonly memoryAndSwapBytes?: number;
  readonly cpus: number;
  readonly processes: number;
  /** Soft and hard. @default - not compared */
  readonly openFiles?: number;
  /** Soft and hard. @default 0 */
  readonly coreBytes?: number;
}

/** How the process differs from what was declared, one line for each difference; none when all is as promised. */
export function processDifferences(process: KernelProcess, expected: ExpectedProcess): readonly string[] {
  const problems = new Set(process.threads.flatMap((thread) => threadDifferences(thread, expected)));
  const mounts = hasEnded(process) ? [] : mountDifferences(process, expected);
  return [...problems, ...mounts].map(
    (text) => `${process.container}: process ${process.pid} (${process.command}): ${text}`,
  );
}

function threadDifferences(thread: Credentials, expected: ExpectedProcess): readonly string[] {
  const allowed = expected.capabilities ?? 0n;
  const capabilities = CAPABILITY_SETS.filter((set) => (thread.capabilities[set] & ~allowed) !== 0n);
  return [
    ...unless(
      thread.uids.every((uid) => uid === expected.uid),
      `uids are ${thread.uids.join(",")}, expected ${expected.uid}`,
    ),
    ...unless(
      thread.gids.every((gid) => gid === expected.gid),
      `gids are ${thread.gids.join(",")}, expected ${expected.gid}`,
    ),
    ...unless(!thread.groups.includes(0), "is in group 0"),
    ...capabilities.map((set) => `${set} capabilities are 0x${thread.capabilities[set].toString(16)}`),
    ...unless(thread.noNewPrivileges, "may gain privileges: no_new_privs is off"),
    ...unless(thread.seccomp === 2, `seccomp mode is ${thread.seccomp}, expected 2 (filter)`),
  ];
}

function mountDifferences({ mounts }: KernelProcess, expected: ExpectedProcess): readonly string[] {
  const root = mountAt(mounts, "/");
  const declared = expected.writable ?? [];
  const others = writableTargets(mounts).filter((target) => target !== "/" && !declared.includes(target));
  const missing = declared.filter((target) => !mountAt(mounts, target)?.writable);
  return [
    ...unless(root !== undefined && !root.writable, "the root file system is mounted writable"),
    ...others.map((target) => `${target} is writable, not declared`),
    ...missing.map((target) => `${target} is declared writable, but is not`),
  ];
}

/** One line for each attempt that did not end in EROFS, and for each container in which none was made. */
export function writeDifferences(attempts: readonly WriteAttempt[], containers: readonly string[]): readonly string[] {
  const bad = attempts.filter(({ outcome }) => outcome !== "EROFS");
  const untried = containers.filter((name) => !attempts.some(({ container }) => container === name));
  return [
    ...bad.map(
      ({ container, folder, outcome }) => `${container}: writing to ${folder} gave ${outcome}, expected EROFS`,
    ),
    ...untried.map((name) => `${name}: nobody tried to write`),
  ];
}

export function limitDifferences(name: string, actual: ContainerLimits, expected: ExpectedLimits): readonly string[] {
  const rows: readonly (readonly [string, Limit, Limit])[] = [
    ["memory", actual.memoryBytes, expected.memoryBytes],
    ["memory and swap", actual.memoryAndSwapBytes, expected.memoryAndSwapBytes ?? expected.memoryBytes],
    ["CPUs", actual.cpus, expected.cpus],
    ["processes", actual.processes, expected.processes],
    ["open files, soft", actual.openFiles.soft, expected.openFiles ?? actual.openFiles.soft],
    ["open files, hard", actual.openFiles.hard, expected.openFiles ?? actual.openFiles.hard],
    ["core file, soft", actual.coreBytes.soft, expected.coreBytes ?? 0],
    ["core file, hard", actual.coreBytes.hard, expected.coreBytes ?? 0],
  ];
  const wrong = rows.filter(([, got, wanted]) => got !== wanted);
  return wrong.map(([what, got, wanted]) => `${name}: ${what} limit is ${got ?? "unknown"}, expected ${wanted}`);
}

const unless = (fine: boolean, text: string) => (fine ? [] : [text]);
