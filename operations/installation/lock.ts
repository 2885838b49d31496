import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import type { ProjectPaths } from "../project";
import { lockedBy } from "./errors";

/** A holder refreshes its lock every 3 s; one that was killed is taken over after 10 s. */
const TIMES = { stale: 10_000, update: 3_000 };

/**
 * Runs `action` while no other process of this machine changes the environment. Another machine's is kept out by
 * Terraform's lock of the state.
 *
 * @throws BulwarkError with exit code 1 that says who holds it and since when
 */
export async function whileLocked<T>(
  { root }: ProjectPaths,
  environment: string,
  verb: string,
  action: () => Promise<T>,
): Promise<T> {
  const folder = join(root, ".bulwark", "locks");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, environment);
  const release = await acquire(file, environment);
  const holder = {
    pid: process.pid,
    since: new Date().toISOString(),
    who: `${userInfo().username}@${hostname()}`,
    verb,
  };
  writeFileSync(file, JSON.stringify(holder));
  try {
    return await action();
  } finally {
    await release();
  }
}

/** The lock of a dead process of this machine is waited out. */
async function acquire(file: string, environment: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      return await lock(file, { ...TIMES, realpath: false });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
      const holder = holderOf(file);
      if (holder && isAlive(holder.pid))
        throw lockedBy(environment, `'bulwark ${holder.verb}' of ${holder.who}`, holder.since, holder.pid);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

interface Holder {
  readonly pid: number;
  readonly since: string;
  readonly who: string;
  readonly verb: string;
}

function holderOf(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
