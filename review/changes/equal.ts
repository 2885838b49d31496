import { isDeepStrictEqual } from "node:util";
import type { Json } from "../model";

/** Whether two values mean the same: nothing, null, an empty list and an empty map are all nothing. */
export const equal = (a: Json | undefined, b: Json | undefined): boolean =>
  isDeepStrictEqual(withoutNothing(a), withoutNothing(b));

function withoutNothing(value: Json | undefined): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) {
    const all = Array.from(value as readonly Json[], (one) => withoutNothing(one) ?? null);
    return all.length === 0 ? undefined : all;
  }
  if (typeof value !== "object") return value;
  const entries = Object.entries(value as Readonly<Record<string, Json>>)
    .map(([key, one]) => [key, withoutNothing(one)] as const)
    .filter((entry): entry is readonly [string, Json] => entry[1] !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
