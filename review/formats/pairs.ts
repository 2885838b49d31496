import { ownIn } from "../../policies/readers/objects";
import type { Json, Shown } from "../model";

/** Two values without what both have. */
export interface Pair {
  readonly before: Shown;
  readonly after: Shown;
  /** How many elements or keys are the same on both sides. */
  readonly same: number;
}

/** Of two lists, and of two objects, what is not in both: long ones differ in little, and that little is what is read. */
export function pairOf(before: Shown, after: Shown): Pair {
  if (isList(before) && isList(after)) return listPair(before, after);
  if (isObject(before) && isObject(after)) return objectPair(before, after);
  return { before, after, same: 0 };
}

type JsonList = readonly Json[];
type JsonObject = Readonly<Record<string, Json>>;

const isList = (value: Shown): value is JsonList => Array.isArray(value);

const isObject = (value: Shown): value is JsonObject => typeof value === "object" && value !== null && !isList(value);

function listPair(before: JsonList, after: JsonList): Pair {
  const [was, is] = [textsOf(before), textsOf(after)];
  const [gone, added] = [without(before, is), without(after, was)];
  // Another order, or another number of the same.
  if (gone.length + added.length === 0) return { before, after, same: 0 };
  return { before: gone, after: added, same: after.length - added.length };
}

type Texts = ReadonlySet<string>;

const textsOf = (list: JsonList): Texts => new Set(list.map((one) => JSON.stringify(one)));

const without = (list: JsonList, others: Texts): JsonList => list.filter((one) => !others.has(JSON.stringify(one)));

function objectPair(before: JsonObject, after: JsonObject): Pair {
  const differs = (key: string) => JSON.stringify(ownIn(before, key)) !== JSON.stringify(ownIn(after, key));
  const only = (side: JsonObject) => Object.fromEntries(Object.entries(side).filter(([key]) => differs(key)));
  const [was, is] = [only(before), only(after)];
  return { before: was, after: is, same: Object.keys(after).length - Object.keys(is).length };
}
