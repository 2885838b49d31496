import { isDeepStrictEqual } from "node:util";
import { isObject, listIn, objectIn, ownIn, textIn, type Unknowns } from "../../policies/readers/objects";
import { unkeyed, type Configuration } from "../../policies/readers/terraform/plan-configuration";
import { AFTER_APPLY, type Action, type Json } from "../model";
import { mirroredIn } from "../changes/mirrors";
import type { JsonObject, ResourceChange } from "../resource";

/** The configuration, and which types of resources are in it. */
export interface Written extends Pick<Configuration, "resources"> {
  readonly types: ReadonlySet<string>;
}

/**
 * One entry of `resource_changes` or `resource_drift`.
 * https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function plannedChange(stack: string, one: Unknowns, { resources, types }: Written): ResourceChange {
  const change = objectIn(one, "change");
  const address = textIn(one, "address");
  const previous = textIn(one, "previous_address");
  const actions = wordsIn(change["actions"]);
  const isImport = isObject(change["importing"]);
  const written = resources.get(unkeyed(address));
  const because = becauseOf({ ...one, previous, isImport });
  return {
    stack,
    address: addressOf(address, textIn(one, "deposed")),
    previousAddress: previous || address,
    type: textIn(one, "type"),
    action: actionOf(actions, { isMoved: previous !== "", isImport }),
    before: objectOf(change["before"] as Json),
    after: objectOf(withUnknowns(change["after"] as Json, change["after_unknown"] as Json)),
    replacePaths: Array.isArray(change["replace_paths"])
      ? (change["replace_paths"] as ResourceChange["replacePaths"])
      : [],
    createsFirst: actions[0] === "create" && actions.length === 2,
    ...(written ? sayingOf(written, types) : {}),
    ...(because === undefined ? {} : { because }),
  };
}

function sayingOf(
  { type, expressions }: { readonly type: string; readonly expressions: Unknowns },
  types: ReadonlySet<string>,
): Pick<ResourceChange, "configured" | "mirrored"> {
  const configured = new Set(Object.keys(expressions));
  return { configured, mirrored: mirroredIn(type, configured, types) };
}

const wordsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map((one: unknown) => (typeof one === "string" ? one : "")) : [];

/** One that a failed replacement left behind has the address of the one that took its place. */
const addressOf = (address: string, deposed: string): string =>
  deposed === "" ? address : `${address} (deposed ${deposed})`;

function actionOf(
  actions: readonly string[],
  { isMoved, isImport }: { readonly isMoved: boolean; readonly isImport: boolean },
): Action | "none" {
  if (actions.length === 2) return "replace";
  const [only] = actions;
  if (only === "create" || only === "update" || only === "delete" || only === "forget") return only;
  if (isImport) return "import";
  return isMoved ? "move" : "none";
}

/** https://developer.hashicorp.com/terraform/internals/json-format#plan-representation, `action_reason` */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: "is tainted: it was not made to its end",
  replace_by_request: "is asked for by its address",
  replace_by_triggers: "has a trigger that changes",
};

function becauseOf({
  previous,
  isImport,
  action_reason: reason,
  deposed,
}: Unknowns & { readonly previous: string; readonly isImport: boolean }): string | undefined {
  if (typeof deposed === "string" && deposed !== "") return "was left behind by a replacement that failed";
  if (isImport) return "is there already, and is taken over";
  if (previous !== "") return `was ${previous} before`;
  return typeof reason === "string" ? ownIn(REASONS, reason) : undefined;
}

const objectOf = (value: Json | undefined): JsonObject | undefined => (isObject(value) ? value : undefined);

/** Where somebody wrote an empty list, a provider may say that it will know it later: there will be nothing. */
export function withEmptyLists(one: Unknowns, { resources }: Written): Unknowns {
  const change = objectIn(one, "change");
  const written = resources.get(unkeyed(textIn(one, "address")))?.expressions ?? {};
  const isEmpty = (name: string) => isDeepStrictEqual(objectIn(written, name)["constant_value"], []);
  const names = Object.entries(objectIn(change, "after_unknown")).flatMap(([name, mark]) =>
    mark === true && isEmpty(name) ? [name] : [],
  );
  if (names.length === 0) return one;
  const over = (value: unknown) => Object.fromEntries(names.map((name) => [name, value]));
  const unknown = { ...objectIn(change, "after_unknown"), ...over(false) };
  return {
    ...one,
    change: { ...change, after: { ...objectIn(change, "after"), ...over([]) }, after_unknown: unknown },
  };
}

/** Deeper than any provider's schema. */
const DEEPEST = 50;

/** What is unknown is left out of a plan's values. */
function withUnknowns(value: Json | undefined, unknown: Json | undefined, depth = 0): Json | undefined {
  if (unknown === true || depth > DEEPEST) return AFTER_APPLY;
  if (Array.isArray(value)) {
    const marks = Array.isArray(unknown) ? (unknown as readonly Json[]) : [];
    return (value as readonly Json[]).map((one, index) => withUnknowns(one, marks[index], depth + 1) ?? null);
  }
  if (!isObject(unknown)) return value;
  const known = isObject(value) ? (value as JsonObject) : {};
  const keys = [...new Set([...Object.keys(known), ...Object.keys(unknown)])];
  const entries = keys.map((key) => [key, withUnknowns(ownIn(known, key), unknown[key], depth + 1)] as const);
  const some = entries.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined);
  // A resource that goes has no values.
  return isObject(value) || some.length > 0 ? Object.fromEntries(some) : value;
}

/** What a refresh-only plan found, as if it were planned to stay: such a plan lists no changes. */
export function unchangedIn(plan: Unknowns): readonly Unknowns[] {
  const all: Unknowns[] = [];
  const modules = [objectIn(objectIn(objectIn(plan, "prior_state"), "values"), "root_module")];
  for (let module = modules.pop(); module; module = modules.pop()) {
    modules.push(...listIn(module, "child_modules"));
    for (const { values, sensitive_values: sensitive, ...one } of listIn(module, "resources")) {
      all.push({ ...one, change: { actions: ["no-op"], before: values, before_sensitive: sensitive } });
    }
  }
  return all;
}

/** The same plan as if it changed nothing: what is there now. @param there entries as of `resource_changes` */
export function planBefore(plan: Unknowns, there = listIn(plan, "resource_changes")): Unknowns {
  const still = there.flatMap((one) => {
    const { before, before_sensitive: sensitive } = objectIn(one, "change");
    if (!isObject(before)) return [];
    const change = { actions: ["no-op"], before, after: before, after_unknown: {}, after_sensitive: sensitive };
    return [{ ...one, address: textIn(one, "previous_address") || one["address"], change }];
  });
  const { planned_values: _planned, ...rest } = plan;
  return { ...rest, resource_changes: still };
}
