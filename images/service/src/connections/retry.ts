import { setTimeout as pause } from "node:timers/promises";

const PAUSE_MS = 100;

/** Failures that come before a byte was sent: trying again can repeat nothing. */
const BEFORE_CONNECTION = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"]);

/** Runs it, and once more when no connection came about: while a layer is rolled its name points at both generations. */
export async function retryOnRefused<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!BEFORE_CONNECTION.has(String((error as NodeJS.ErrnoException).code))) throw error;
    await pause(PAUSE_MS);
    return attempt();
  }
}
