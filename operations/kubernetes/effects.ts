import type { TerraformPlan } from "../terraform/runner";
import { NAMESPACES, type KubernetesManifest } from "./manifest";

/** What an apply does to one release, in the words of `bulwark plan`. */
export interface ReleaseEffect {
  readonly component: string;
  readonly address: string;
  readonly effect: "created" | "upgraded" | "replaced" | "removed";
}

/** The effect on each release that a plan touches; what it leaves alone is not listed. */
export function releaseEffects(plan: TerraformPlan, { releases }: KubernetesManifest): readonly ReleaseEffect[] {
  const names = new Map(releases.map(({ address, component }) => [address, component]));
  return (plan.resource_changes ?? []).flatMap(({ address, type, change }) => {
    if (type !== "helm_release" || ["no-op", "read"].includes(change.actions.join())) return [];
    const before = change.before as { readonly name?: string } | null | undefined;
    const component = address === NAMESPACES ? "(namespaces)" : (names.get(address) ?? before?.name ?? address);
    return [{ component, address, effect: effectOf(change.actions) }];
  });
}

function effectOf(actions: readonly string[]): ReleaseEffect["effect"] {
  if (actions.includes("create")) return actions.includes("delete") ? "replaced" : "created";
  return actions.includes("delete") ? "removed" : "upgraded";
}

/** `items upgraded, redis created`. */
export function summaryOf(effects: readonly ReleaseEffect[]): string {
  return effects.length === 0
    ? "no release changes"
    : effects.map(({ component, effect }) => `${component} ${effect}`).join(", ");
}
