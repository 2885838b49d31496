/** Terraform's JSON, open for edits. */
export type Json = Record<string, unknown>;

export type Edit = (stack: Json) => void;

/** One thing of Bulwark's own output that is broken. */
export interface Mutation {
  /** Without `BWK-`. */
  readonly rule: string;
  readonly what: string;
  readonly breakIt: Edit;
  /** Rules that report the same mistake in their own words. */
  readonly also: readonly string[];
}

export type Row = readonly [rule: string, what: string, breakIt: Edit, ...also: readonly string[]];

export const mutations = (rows: readonly Row[]): readonly Mutation[] =>
  rows.map(([rule, what, breakIt, ...also]) => ({ rule, what, breakIt, also }));

/** A way into nested objects and lists, which are made where they are missing. */
export function at(json: Json, ...way: readonly (string | number)[]): Json {
  return way.reduce<Json>((inner, key) => (inner[key] ??= {}) as Json, json);
}

/** The provider by which Terraform reaches the engine. */
export const engine = (stack: Json): Json => (at(stack, "provider")["docker"] as Json[])[0]!;
