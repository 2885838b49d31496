import type { Action } from "../model";
import type { JsonObject } from "../resource";
import { containerEffect, otherEffect, type Effect } from "./docker-effects";
import { equal } from "./equal";

/** Attributes that differ, by their names at the top. */
export const changedAttributes = (before: JsonObject, after: JsonObject): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !equal(before[name], after[name]));

/** Terraform's own: no provider hears of them. */
const OF_TERRAFORM: ReadonlySet<string> = new Set(["provisioner", "connection", "count", "for_each"]);

/** What a provider does with an edit of one attribute, where that is known without asking it. */
export function effectOf(type: string, attribute: string, before: JsonObject, after: JsonObject): Effect | undefined {
  if (OF_TERRAFORM.has(attribute)) return undefined;
  if (type === "docker_container") return containerEffect(attribute, before[attribute], after[attribute]);
  return type.startsWith("docker_") ? otherEffect(type, attribute) : undefined;
}

/** What would happen to a resource, as far as that is known without a plan: unknown providers are taken to update. */
export function actionOf(type: string, before: JsonObject | undefined, after: JsonObject | undefined): Action | "none" {
  if (!before) return "create";
  if (!after) return "delete";
  const effects = changedAttributes(before, after).map((name) => effectOf(type, name, before, after));
  return effects.includes("replaces") ? "replace" : "update";
}
