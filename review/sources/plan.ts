import type { Platform } from "../../policies/facts/subject";
import { isObject, listIn, objectIn, textIn, type Unknowns } from "../../policies/readers/objects";
import { planPlatform } from "../../policies/readers/plan";
import { configurationOf } from "../../policies/readers/terraform/plan-configuration";
import { notAPlan, wrongPlan } from "../errors";
import { REDACTED, type Json } from "../model";
import type { ResourceChange, ReviewedStack } from "../resource";
import { planBefore, plannedChange, unchangedIn, withEmptyLists } from "./planned-change";
import { stackNameOf } from "./synthesized";

/**
 * What `terraform show -json` or `tofu show -json` prints of a plan.
 *
 * @throws UnreadableSource for what is no plan
 */
export function planStack(plan: unknown, file: string, name = stackNameOf(file)): ReviewedStack {
  if (!isObject(plan) || !("resource_changes" in plan || "planned_values" in plan)) throw notAPlan(file);
  requireLists(plan, file);
  const { resources } = configurationOf(plan);
  const configuration = { resources, types: new Set([...resources.values()].map(({ type }) => type)) };
  const isManaged = (one: Unknowns) => one["mode"] !== "data";
  const read = (one: Unknowns) => plannedChange(name, one, configuration);
  const drifted = listIn(plan, "resource_drift").filter(isManaged);
  const isRefreshOnly = !("resource_changes" in plan);
  const planned = isRefreshOnly
    ? unchangedIn(plan)
    : listIn(plan, "resource_changes").map((one) => withEmptyLists(one, configuration));
  const drift = drifted.map(read);
  const lost = new Set(drift.filter(({ action }) => action === "delete").map(({ address }) => address));
  const changes = planned
    .filter(isManaged)
    .map(read)
    .map((one) => (one.action === "create" && lost.has(one.address) ? { ...one, because: REMOVED } : one));
  return {
    name,
    resources: changes.length,
    changes: [...changes.filter(({ action }) => action !== "none"), ...outputChanges(name, plan)],
    drift,
    isRefreshOnly,
    base: platformOf(plan, isRefreshOnly ? beforeDrift(planned, drifted) : beforeStart(planned, drifted), file),
    head: isRefreshOnly
      ? platformOf(plan, beforeStart(planned, drifted), file)
      : planPlatform({ ...plan, resource_changes: planned }, file),
    warnings: warningsOf(plan),
  };
}

const LISTS = ["resource_changes", "resource_drift"] as const;

/** What is left out for its shape would read as one change fewer. */
function requireLists(plan: Unknowns, file: string): void {
  for (const key of LISTS) {
    const list = plan[key];
    if (list === undefined || (list === null && key === "resource_drift")) continue;
    if (!Array.isArray(list)) throw wrongPlan(file, `'${key}' is no list`);
    const wrong = list.findIndex((one) => !isObject(one) || !isObject(one["change"]) || !isListed(one["change"]));
    if (wrong >= 0) throw wrongPlan(file, `${key}[${wrong}] has no list of 'actions' in its 'change'`);
  }
}

const isListed = ({ actions }: Unknowns): boolean =>
  Array.isArray(actions) && actions.length > 0 && actions.every((one) => typeof one === "string");

const REMOVED = "was removed by hand";

/** Outputs are what other stacks and programs read. */
function outputChanges(stack: string, plan: Unknowns): readonly ResourceChange[] {
  return Object.entries(objectIn(plan, "output_changes")).flatMap(([name, said]) => {
    const { actions, before, after, after_unknown: unknown, ...marks } = isObject(said) ? said : {};
    const action = Array.isArray(actions) ? String(actions[0]) : "no-op";
    if (action !== "create" && action !== "update" && action !== "delete") return [];
    const shown = (value: unknown, mark: unknown) => ({ value: (mark === true ? REDACTED : value) as Json });
    const one = { address: `output.${name}`, type: "output", change: {} };
    const change = {
      ...{ actions: [action], after_unknown: { value: unknown } },
      before: action === "create" ? null : shown(before, marks["before_sensitive"]),
      after: action === "delete" ? null : shown(after, marks["after_sensitive"]),
    };
    return [plannedChange(stack, { ...one, change }, { resources: new Map(), types: new Set() })];
  });
}

/** What was there before somebody changed it by hand. */
function beforeDrift(there: readonly Unknowns[], drifted: readonly Unknowns[]): readonly Unknowns[] {
  const others = new Map([...there, ...drifted].map((one) => [textIn(one, "address"), one]));
  return [...others.values()];
}

/** To the docker provider a container that stopped is one that need not run, which nobody declared. */
function beforeStart(there: readonly Unknowns[], drifted: readonly Unknowns[]): readonly Unknowns[] {
  const declared = new Map(drifted.map((one) => [textIn(one, "address"), beforeOf(one)["must_run"]]));
  return there.map((one) => {
    const mustRun = one["type"] === "docker_container" ? declared.get(textIn(one, "address")) : undefined;
    if (mustRun === undefined) return one;
    return { ...one, change: { ...objectIn(one, "change"), before: { ...beforeOf(one), must_run: mustRun } } };
  });
}

const beforeOf = (one: Unknowns): Unknowns => objectIn(objectIn(one, "change"), "before");

/** What is there now. */
const platformOf = (plan: Unknowns, there: readonly Unknowns[], file: string): Platform =>
  planPlatform(planBefore(plan, there), file);

/** A plan that is not whole must not read as one that changes little. */
function warningsOf(plan: Unknowns): readonly string[] {
  const isThere = (key: string) => {
    const said = plan[key] ?? [];
    return !Array.isArray(said) || said.length > 0;
  };
  const isErrored = plan["errored"] === true;
  const unknown = unknownActionsOf(plan);
  return [
    ...(isErrored ? ["Terraform ended with an error while it planned: what follows is a part"] : []),
    // One with an error is never complete.
    ...(plan["complete"] === false && !isErrored
      ? ["the plan is not complete: it has targets, or a further one has to follow its apply"]
      : []),
    ...(unknown.length > 0 ? [`it plans what this version does not know: ${unknown.join(", ")}`] : []),
    ...(isThere("deferred_changes") ? ["changes are deferred to a later plan, and are not in this one"] : []),
    ...(isThere("action_invocations") || isThere("deferred_action_invocations")
      ? ["the apply invokes actions, which no plan shows"]
      : []),
  ];
}

const ACTIONS: ReadonlySet<string> = new Set([
  "no-op",
  "create",
  "read",
  "update",
  "delete",
  "forget",
  "open",
  "renew",
  "close",
]);

function unknownActionsOf(plan: Unknowns): readonly string[] {
  const all = listIn(plan, "resource_changes").flatMap(
    (one) => objectIn(one, "change")["actions"] as readonly string[],
  );
  return [...new Set(all)].filter((action) => !ACTIONS.has(action)).slice(0, 5);
}
