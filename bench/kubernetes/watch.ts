import { setTimeout as pause } from "node:timers/promises";

import { notInTime } from "./errors";

/** The API server is asked so often, for both sides; more often it would be part of the load. */
const EVERY_MS = 500;

export interface Timed {
  /** Seconds until what was waited for was so for good. */
  readonly done: number;
  readonly commandEnded: number;
}

export interface Watched {
  /** In words, for the error. */
  readonly what: string;
  readonly isSo: () => Promise<boolean>;
  /** @default 300 */
  readonly mostSeconds?: number;
}

/**
 * Runs a command, and asks until it has ended and what it is for is so.
 *
 * @throws BulwarkError with exit code 4 when that takes too long
 */
export async function timed({ what, isSo, mostSeconds = 300 }: Watched, command: () => Promise<void>): Promise<Timed> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  let ended: number | undefined;
  const running = command().finally(() => (ended = seconds()));
  running.catch(() => undefined); // thrown below
  let since: number | undefined;
  for (;;) {
    const hadEnded = ended !== undefined;
    since = (await isSo()) ? (since ?? seconds()) : undefined;
    if (hadEnded) await running; // a command that failed ends the wait
    // Of what was so before the end of the command nobody knows whether it still is.
    if (hadEnded && since !== undefined) return { done: since, commandEnded: ended! };
    if (seconds() > mostSeconds) throw notInTime(what, mostSeconds);
    await pause(EVERY_MS);
  }
}
