import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import { BulwarkError } from "../errors";
import { isAlive } from "../process";
import type { ProjectPaths } from "../project";
import { lockedBy, notLockable } from "./errors";

/** A holder refreshes its lock every 3 s; one that was killed is taken over after 10 s. */
const TIMES = { stale: 10_000, update: 3_000 };

/** Keeps other processes of this machine from an environment. Another machine's are kept out by Terraform's lock of the state. */
export class EnvironmentLock {
  private release: (() => Promise<void>) | undefined;

  constructor(
    private readonly paths: ProjectPaths,
    private readonly environment: string,
    private readonly verb: string,
  ) {}

  /** @throws BulwarkError with exit code 1 that says who holds it and since when, 3 when nothing may be written */
  async take(): Promise<void> {
    const folder = join(this.paths.root, ".bulwark", "locks");
    const file = join(folder, this.environment);
    const since = new Date().toISOString();
    const holder: Holder = { pid: process.pid, since, who: `${userInfo().username}@${hostname()}`, verb: this.verb };
    try {
      mkdirSync(folder, { recursive: true });
      this.release = await acquire(file, this.environment);
      writeFileSync(file, JSON.stringify(holder));
    } catch (error) {
      if (error instanceof BulwarkError) throw error;
      throw notLockable(folder, (error as Error).message);
    }
  }

  /** Does nothing when it was not taken. */
  async free(): Promise<void> {
    await this.release?.();
    this.release = undefined;
  }
}

/** Runs `action` while no other process of this machine changes the environment. */
export async function whileLocked<T>(
  paths: ProjectPaths,
  environment: string,
  verb: string,
  action: () => Promise<T>,
): Promise<T> {
  const lock = new EnvironmentLock(paths, environment, verb);
  await lock.take();
  try {
    return await action();
  } finally {
    await lock.free();
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
