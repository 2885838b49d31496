import { types } from "node:util";
import type { Fact } from "../../policies/facts/fact";
import { AFTER_APPLY, type Json, type Shown } from "../model";

/** A fact as a report shows it; undefined where the source has no word for it, or the thing was not there. */
export function shownOf(said: unknown): Shown {
  if (said === undefined) return undefined;
  if (!isFact(said)) return jsonOf(said);
  if (said.state === "unsayable") return undefined;
  if (said.state === "known") return jsonOf(said.value);
  return said.why === "after-apply" ? AFTER_APPLY : `(unknown: ${said.why})`;
}

/** Of maps only what is not the same on both sides. */
export function shownPair(before: unknown, after: unknown): readonly [Shown, Shown] {
  const [one, other] = [shownOf(before), shownOf(after)];
  const isMap = (said: unknown) => isFact(said) && said.state === "known" && types.isMap(said.value);
  if (!isMap(before) || !isMap(after)) return [one, other];
  return [differing(one as Entries, other as Entries), differing(other as Entries, one as Entries)];
}

type Entries = Readonly<Record<string, Json>>;

const differing = (one: Entries, other: Entries): Entries =>
  Object.fromEntries(Object.entries(one).filter(([key, value]) => !Object.hasOwn(other, key) || other[key] !== value));

export const isFact = (said: unknown): said is Fact<unknown> =>
  typeof said === "object" && said !== null && "state" in said;

/** The same text for what means the same: sets in any order, and whoever decided it. */
export function textOf(said: unknown): string {
  if (!isFact(said)) return JSON.stringify(jsonOf(said)) ?? "";
  if (said.state === "unsayable") return '{"state":"unsayable"}';
  if (said.state === "unknown") return `{"state":"unknown","why":"${said.why}"}`;
  return `{"value":${JSON.stringify(jsonOf(said.value)) ?? "null"},"more":"${said.more ?? ""}"}`;
}

function jsonOf(value: unknown): Json {
  if (types.isSet(value)) return [...value].map(String).sort();
  if (types.isMap(value)) {
    const entries = [...(value as ReadonlyMap<string, unknown>)].sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inner]) => [key, jsonOf(inner)]));
  }
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(entries.map(([key, inner]) => [key, jsonOf(inner)]));
  }
  return value === undefined ? null : (value as Json);
}
