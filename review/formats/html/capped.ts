import type { Markup } from "./markup";

export interface Capped {
  readonly shown: readonly Markup[];
  /** How many have no room. */
  readonly left: number;
}

export interface Cap {
  readonly most: number;
  /** UTF-16 units of HTML. */
  readonly room: number;
}

/** As many as a section has room for; what comes after is not even written. */
export function capped<T>(all: readonly T[], { most, room }: Cap, write: (one: T, at: number) => Markup): Capped {
  const shown: Markup[] = [];
  let used = 0;
  for (const [at, one] of all.entries()) {
    if (at >= most) break;
    const markup = write(one, at);
    used += markup.text.length;
    if (used > room) break;
    shown.push(markup);
  }
  return { shown, left: all.length - shown.length };
}

/** Of each section, so that a review of 10,000 resources is a file that opens: at most 10 million characters together. */
export const CAPS = {
  rows: { most: 3_000, room: 1_500_000 },
  details: { most: 1_000, room: 2_000_000 },
  attributes: { most: 60, room: 120_000 },
  posture: { most: 2_000, room: 1_600_000 },
  ways: { most: 500, room: 300_000 },
  drawings: { most: 8, room: 1_000_000 },
  files: { most: 60, room: 600_000 },
  fileLines: { most: 400, room: 100_000 },
  rendered: { most: 300, room: 700_000 },
  drift: { most: 200, room: 400_000 },
  list: { most: 300, room: 150_000 },
  names: { most: 60, room: 12_000 },
} as const satisfies Readonly<Record<string, Cap>>;
