import { join } from "node:path";
import type { KernelProcess } from "./processes";
import { runScript } from "./node-script";

export interface WriteAttempt {
  readonly container: string;
  readonly pid: number;
  readonly folder: string;
  /** `EROFS` is what a read-only root answers; `written` means that a file was made (and removed again). */
  readonly outcome: string;
}

/** Tries to write to the root file system of each process, as the user and group of that process; one that has ended is left out. */
export async function attemptRootWrites(processes: readonly KernelProcess[]): Promise<readonly WriteAttempt[]> {
  const alive = processes.filter(({ mounts }) => mounts.length > 0);
  const targets = alive.map(({ pid, threads, mounts }) => ({
    pid,
    uid: threads[0]?.uids[1],
    gid: threads[0]?.gids[1],
    mounts: mounts.map(({ target }) => target),
  }));
  const answer = (await runScript(join(__dirname, "write-probe.js"), targets)) as readonly Omit<
    WriteAttempt,
    "container"
  >[];
  const containers = new Map(alive.map(({ pid, container }) => [pid, container]));
  return answer.map((attempt) => ({ ...attempt, container: containers.get(attempt.pid) ?? "" }));
}
