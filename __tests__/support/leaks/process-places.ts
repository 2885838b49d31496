import { readFileSync } from "node:fs";
import { processIds } from "../kernel/processes";
import type { Place } from "./search";

/** Arguments and environment of every process of this PID namespace, those in containers included. */
export function* processPlaces(): Generator<Place> {
  for (const pid of processIds()) {
    for (const part of ["cmdline", "environ"]) yield* contentOf(`/proc/${pid}/${part}`);
  }
}

/** A process may end while it is looked at. */
function contentOf(place: string): readonly Place[] {
  try {
    return [{ place, content: readFileSync(place) }];
  } catch {
    return [];
  }
}
