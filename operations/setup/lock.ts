import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

import { lock } from "proper-lockfile";

import { cacheNotWritable, lockLost } from "./errors";
import type { Report } from "./report";

/** A holder refreshes its lock every 5 s; one that was killed is taken over after 15 s. */
const TIMES = { stale: 15_000, update: 5_000 };

/** Runs `action` while no other process does so with the same file; waits as long as the other one lives. */
export async function withLock<T>(file: string, report: Report, action: () => Promise<T>): Promise<T> {
  let lost: Error | undefined;
  const release = await acquire(file, report, (cause) => (lost = cause));
  try {
    const result = await action();
    if (lost !== undefined) throw lockLost(file, lost.message);
    return result;
  } finally {
    if (lost === undefined) await release();
  }
}

async function acquire(file: string, report: Report, onCompromised: (cause: Error) => void) {
  const options = { ...TIMES, realpath: false, onCompromised };
  try {
    await mkdir(dirname(file), { recursive: true });
    return await lock(file, options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "ELOCKED") throw cacheNotWritable(dirname(file), message);
    report(`waiting for another bulwark that holds ${file}.lock`);
    return lock(file, { ...options, retries: { forever: true, minTimeout: 100, maxTimeout: 1000, factor: 1.5 } });
  }
}
