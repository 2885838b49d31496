import type { Environment } from "../config";
import { openDeployment } from "./deployment";
import { readClaim } from "./installation";
import { removeFailedJobs } from "./platform/jobs";
import { runLanes } from "./progress";
import { setUpLanes } from "./set-up";
import { textTable } from "./table";
import { effectsOf, type ContainerEffect } from "./terraform/effects";
import { TerraformRunner, type TerraformPlan } from "./terraform/runner";

export interface Plan {
  readonly environment: string;
  readonly terraform: TerraformPlan;
  /** What happens to each container; those that stay as they are, are not listed. */
  readonly effects: readonly ContainerEffect[];
  readonly unchanged: number;
  /** How long each component that cannot roll was away when it last restarted. */
  readonly restartSeconds: Readonly<Record<string, number>>;
}

/**
 * What `up` would change. Writes nothing but the plan's own file, which it removes; of what there is, only containers of
 * jobs that failed go, which would fail every plan.
 */
export async function plan(environment: Environment, options: { readonly quiet: boolean }): Promise<Plan> {
  const { tools, engine, terraform } = setUpLanes(environment.settings.hosts.main.docker);
  await runLanes([tools, engine], options);
  const deployment = await openDeployment(environment);
  const { docker, folder, manifest } = deployment;
  const runner = new TerraformRunner(terraform(), folder, () => undefined);
  try {
    await runner.init();
    await removeFailedJobs(deployment);
    await runner.plan();
    const made = await runner.show();
    const effects = effectsOf(made, manifest);
    const touched = new Set(effects.map(({ address }) => address));
    const unchanged = manifest.containers.filter(({ address }) => !touched.has(address)).length;
    const restartSeconds = (await readClaim(docker, manifest))?.restartSeconds ?? {};
    return { environment: environment.name, terraform: made, effects, unchanged, restartSeconds };
  } finally {
    await runner.forgetPlan();
  }
}

export function planText({ environment, effects, unchanged, restartSeconds }: Plan): string {
  if (effects.length === 0) return `${environment}: no container changes`;
  const away = (component: string) =>
    component in restartSeconds ? `, away ${restartSeconds[component]} s the last time` : "";
  const rows = effects.map(({ component, effect, address }) => [
    component,
    effect === "restarts" ? `${effect}${away(component)}` : effect,
    address,
  ]);
  return `${textTable(["LAYER", "EFFECT", "ADDRESS"], rows)}\n\n${unchanged} containers stay as they are`;
}
