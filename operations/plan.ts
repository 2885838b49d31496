import type { Environment } from "../config";
import { openDeployment } from "./deployment";
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
}

/** What `up` would change. Writes nothing but the plan's own file, which it removes. */
export async function plan(environment: Environment, options: { readonly quiet: boolean }): Promise<Plan> {
  const { tools, engine, terraform } = setUpLanes(environment.settings.hosts.main.docker);
  await runLanes([tools, engine], options);
  const { folder, manifest } = await openDeployment(environment);
  const runner = new TerraformRunner(terraform(), folder, () => undefined);
  try {
    await runner.init();
    await runner.plan();
    const made = await runner.show();
    const effects = effectsOf(made, manifest);
    const touched = new Set(effects.map(({ address }) => address));
    const unchanged = manifest.containers.filter(({ address }) => !touched.has(address)).length;
    return { environment: environment.name, terraform: made, effects, unchanged };
  } finally {
    await runner.forgetPlan();
  }
}

export function planText({ environment, effects, unchanged }: Plan): string {
  if (effects.length === 0) return `${environment}: no container changes`;
  const rows = effects.map(({ component, effect, address }) => [component, effect, address]);
  return `${textTable(["LAYER", "EFFECT", "ADDRESS"], rows)}\n\n${unchanged} containers stay as they are`;
}
