import { isDeepStrictEqual } from "node:util";
import type { Json } from "../model";

/**
 * Whether two values mean the same: nothing, null, an empty list and an empty map are all nothing. Two that are deeper than
 * any provider's schema are not the same.
 */
export const equal = (a: Json | undefined, b: Json | undefined): boolean =>
  // Most are the same to the letter, and then nothing has to be taken out.
  a === b || isSame(a, b) || isSame(withoutNothing(a), withoutNothing(b));

function isSame(a: unknown, b: unknown): boolean {
  try {
    return isDeepStrictEqual(a, b);
  } catch (error) {
    // Node's own class is another one than that of a sandbox.
    if ((error as Error).name === "RangeError") return false;
    throw error;
  }
}

const DEEPEST = 100;

function withoutNothing(value: Json | undefined, depth = 0): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== "object") return value;
  // Equal to no other.
  if (depth > DEEPEST) return Symbol("too deep");
  if (Array.isArray(value)) {
    const all = Array.from(value as readonly Json[], (one) => withoutNothing(one, depth + 1) ?? null);
    return all.length === 0 ? undefined : all;
  }
  const entries = Object.entries(value as Readonly<Record<string, Json>>)
    .map(([key, one]) => [key, withoutNothing(one, depth + 1)] as const)
    .filter(([, one]) => one !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
