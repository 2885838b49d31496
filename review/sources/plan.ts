import type { Platform } from "../../policies/facts/subject";
import { planPlatform } from "../../policies/readers/plan";
import { notAPlan } from "../errors";
import type { Action, Json } from "../model";
import type { JsonObject, ResourceChange, ReviewedStack } from "../resource";
import { stackNameOf } from "./synthesized";

/** https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
interface PlannedChange {
  readonly address?: unknown;
  readonly previous_address?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly change?: {
    readonly actions?: readonly string[];
    readonly before?: Json;
    readonly after?: Json;
    readonly after_unknown?: Json;
    readonly replace_paths?: ResourceChange["replacePaths"];
    readonly importing?: Json;
  };
}

/**
 * What `terraform show -json` or `tofu show -json` prints of a plan.
 *
 * @throws UnreadableSource for what is no plan
 */
export function planStack(plan: unknown, file: string): ReviewedStack {
  if (typeof plan !== "object" || plan === null || !("resource_changes" in plan || "planned_values" in plan)) {
    throw notAPlan(file);
  }
  const name = stackNameOf(file);
  const all = listIn(plan, "resource_changes").filter(({ mode }) => mode !== "data");
  const changes = all.map((one) => changeOf(name, one));
  return {
    name,
    resources: changes.filter(({ action }) => action !== "delete" && action !== "forget").length,
    changes: changes.filter(({ action }) => action !== "none"),
    drift: listIn(plan, "resource_drift").map((one) => changeOf(name, one)),
    base: platformBefore(plan, file),
    head: planPlatform(plan, file),
    warnings: warningsOf(plan),
  };
}

function listIn(plan: object, key: string): readonly PlannedChange[] {
  const all: unknown = Reflect.get(plan, key);
  return Array.isArray(all) ? (all as readonly PlannedChange[]) : [];
}

function changeOf(stack: string, one: PlannedChange): ResourceChange {
  const { change = {}, type = "", previous_address: previous } = one;
  const address = String(one.address);
  const actions = change.actions ?? [];
  return {
    stack,
    address,
    previousAddress: previous ?? address,
    type,
    action: actionOf(actions, { isMoved: previous !== undefined, isImport: Boolean(change.importing) }),
    before: objectOf(change.before),
    after: objectOf(change.after),
    unknown: change.after_unknown ?? false,
    replacePaths: change.replace_paths ?? [],
    createsFirst: actions[0] === "create" && actions[1] === "delete",
  };
}

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

const objectOf = (value: Json | undefined): JsonObject | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;

/** The same plan as if it changed nothing: what is there now. */
function platformBefore(plan: object, file: string): Platform {
  const there = listIn(plan, "resource_changes").filter(({ change }) => objectOf(change?.before) !== undefined);
  const still = there.map((one) => ({
    ...one,
    address: one.previous_address ?? one.address,
    change: { actions: ["no-op"], before: one.change!.before, after: one.change!.before, after_unknown: {} },
  }));
  const { planned_values: _planned, ...rest } = plan as Readonly<Record<string, Json>>;
  return planPlatform({ ...rest, resource_changes: still }, file);
}

/** A plan that is not whole must not read as one that changes little. */
function warningsOf(plan: object): readonly string[] {
  const said = (key: string): unknown => Reflect.get(plan, key);
  const isThere = (key: string) => Array.isArray(said(key)) && (said(key) as readonly unknown[]).length > 0;
  return [
    ...(said("errored") === true ? ["Terraform ended with an error while it planned: what follows is a part"] : []),
    ...(said("complete") === false ? ["the plan is not complete: a further one has to follow its apply"] : []),
    ...(isThere("deferred_changes") ? ["changes are deferred to a later plan, and are not in this one"] : []),
    ...(isThere("action_invocations") ? ["the apply invokes actions, which no plan shows"] : []),
  ];
}
