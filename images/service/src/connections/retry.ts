import { setTimeout as pause } from "node:timers/promises";
import { NotTaken, notTaken } from "../errors";

const PAUSE_MS = 100;

/** Failures that come before a byte was sent: trying again can repeat nothing. */
const BEFORE_CONNECTION = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"]);

/** The peer was there and went, or none of its addresses answered in time: its name outlives it for a moment. */
const GONE = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT"]);

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

/**
 * A kernel takes connections that the process behind them, when it closes its port, never sees: they are reset. For a
 * request that the peer cannot have acted on, that is as good as refused.
 */
export function refusedWhenGone(error: unknown): unknown {
  return GONE.has(codeOf(error)) ? notTaken(error as NodeJS.ErrnoException) : error;
}

/** Runs it, and once more when no peer took it: while a layer is rolled its name points at both generations. */
export async function retryOnRefused<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof NotTaken) && !BEFORE_CONNECTION.has(codeOf(error))) throw error;
    await pause(PAUSE_MS);
    return attempt();
  }
}
