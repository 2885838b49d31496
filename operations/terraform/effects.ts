import { blockName, JobPhase, type Manifest } from "../manifest";
import type { TerraformPlan } from "./runner";

/** What an apply does to one container, in the words of `bulwark plan`. */
export type Effect = "starts" | "stops" | "in place" | "rolls" | "restarts" | "reloads" | "runs";

export interface ContainerEffect {
  readonly component: string;
  readonly address: string;
  readonly effect: Effect;
}

/** The effect on each container that a plan touches; what it leaves alone is not listed. */
export function effectsOf(plan: TerraformPlan, manifest: Manifest): readonly ContainerEffect[] {
  const containers = new Map(manifest.containers.map((one) => [one.address, one]));
  const jobs = new Map(manifest.jobs.map((one) => [one.address, one]));
  return (plan.resource_changes ?? []).flatMap(({ address, type, change }) => {
    if (type !== "docker_container" || change.actions.join() === "no-op") return [];
    const [container, job] = [containers.get(address), jobs.get(address)];
    if (job) return [{ component: job.component, address, effect: job.phase === JobPhase.ROLL ? "runs" : "reloads" }];
    if (address === manifest.configHolder || (!container && isEndedJob(change.before))) return [];
    const component = container?.component ?? goneComponent(address, change.before);
    return [{ component, address, effect: effectOf(change.actions, container?.lifecycle) }];
  });
}

type Before = NonNullable<TerraformPlan["resource_changes"]>[number]["change"]["before"];

const labelOf = (before: Before, name: string) => before?.labels?.find(({ label }) => label === name)?.value;

/** It has done its work: nothing stops when it goes. */
const isEndedJob = (before: Before) => labelOf(before, "bulwark.kind") === "job";

/**
 * What is no longer declared is known by its label alone: `platform/billing/1` was a replica of `billing`,
 * `platform/billing/job-report` its scheduled job `report`.
 */
function goneComponent(address: string, before: Before): string {
  const path = labelOf(before, "bulwark.path") ?? "";
  const [, component, job] = /([^/]+?)(?:\/\d+|\/job-([^/]+))?$/.exec(path) ?? [];
  if (component === undefined) return blockName(address);
  return job === undefined ? component : `${component}/${job}`;
}

function effectOf(actions: readonly string[], lifecycle: string | undefined): Effect {
  if (actions.includes("create") && actions.includes("delete")) return lifecycle === "rolling" ? "rolls" : "restarts";
  if (actions.includes("create")) return "starts";
  return actions.includes("delete") ? "stops" : "in place";
}

/** `gateway rolls, postgres restarts`; replicas of one component count once. */
export function summaryOf(effects: readonly ContainerEffect[]): string {
  const words = [...new Set(effects.map(({ component, effect }) => `${component} ${effect}`))];
  return words.length > 0 ? words.join(", ") : "no container changes";
}
