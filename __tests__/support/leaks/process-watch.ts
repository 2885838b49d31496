import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { processPlaces } from "./process-places";
import type { Place } from "./search";

const EVERY_MS = 20;

/**
 * Arguments and environments of all processes that are seen while the work goes on, each content once. What lives for
 * less than some 20 ms may be missed: this can find a leak, not prove that there is none.
 */
export async function processPlacesDuring(work: Promise<unknown>): Promise<readonly Place[]> {
  const seen = new Map<string, Place>();
  let working = true;
  const ended = work.finally(() => (working = false));
  ended.catch(() => undefined);
  while (working) {
    for (const place of processPlaces()) seen.set(digest(place), place);
    await sleep(EVERY_MS);
  }
  await ended;
  return [...seen.values()];
}

const digest = ({ content }: Place) => createHash("sha256").update(content).digest("hex");
