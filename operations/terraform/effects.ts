import type { Manifest } from "../manifest";
import type { TerraformPlan } from "./runner";

/** What an apply does to one container, in the words of `bulwark plan`. */
export type Effect = "starts" | "stops" | "in place" | "rolls" | "restarts" | "reloads";

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
    const container = containers.get(address);
    const component = container?.component ?? jobs.get(address)?.component ?? goneComponent(address, change.before);
    if (jobs.has(address)) return [{ component, address, effect: "reloads" as const }];
    if (address === manifest.configHolder) return [];
    return [{ component, address, effect: effectOf(change.actions, container?.lifecycle) }];
  });
}

type Before = NonNullable<TerraformPlan["resource_changes"]>[number]["change"]["before"];

/** What is no longer declared is known by its label alone: `platform/billing/1` was a replica of `billing`. */
function goneComponent(address: string, before: Before): string {
  const path = before?.labels?.find(({ label }) => label === "bulwark.path")?.value ?? "";
  const component = path
    .replace(/\/(\d+|job-[^/]+)$/, "")
    .split("/")
    .at(-1);
  return component !== undefined && component !== "" ? component : address.replace(/^docker_container\./, "");
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
