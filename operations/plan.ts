import type { Environment } from "../config";
import { openDeployment } from "./deployment";
import { readClaim } from "./installation";
import { removeFailedJobs } from "./platform/jobs";
import { runLanes } from "./progress";
import { imagesOn } from "./platform/images";
import { refuseOutsideInfluence } from "./saved-plan/outside-influence";
import type { PartsOptions } from "./saved-plan/parts";
import { savePlan } from "./saved-plan/saved-plan";
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

export interface PlanOptions {
  readonly quiet: boolean;
  /** Where Terraform's plan is kept with all that it depends on, for a review and `up --reviewed`. @default - nowhere */
  readonly save?: string;
}

/**
 * What `up` would change. Writes nothing but the plan's own file, which it removes; of what there is, only containers of
 * jobs that failed go, which would fail every plan.
 */
export async function plan(environment: Environment, options: PlanOptions): Promise<Plan> {
  if (options.save !== undefined) refuseOutsideInfluence();
  const { tools, engine, terraform } = setUpLanes(environment.settings.hosts.main.docker);
  await runLanes([tools, engine], options);
  const deployment = await openDeployment(environment);
  const { docker, folder, manifest } = deployment;
  const runner = new TerraformRunner(terraform(), folder, () => undefined);
  try {
    await runner.init();
    await removeFailedJobs(deployment);
    const images = () => imagesOn(docker, manifest);
    await planFor({ environment, stackFolder: folder, terraform: runner, images }, options);
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

interface Planning extends Pick<PartsOptions, "stackFolder" | "terraform"> {
  readonly environment: Environment;
  /** What each image is where it would run; asked for where the plan is kept. */
  readonly images: () => Promise<PartsOptions["images"]>;
}

/**
 * Plans, and keeps the plan where that is asked for. One that is kept is refused later where the state has changed: it needs no
 * lock, which a role that only reads cannot take.
 */
export async function planFor(
  { environment, stackFolder, terraform, images }: Planning,
  { save }: PlanOptions,
): Promise<void> {
  if (save === undefined) {
    await terraform.plan();
    return;
  }
  refuseOutsideInfluence(stackFolder);
  await terraform.plan(["-lock=false"]);
  const parts = { stackFolder, terraform, environmentFile: environment.file, images: await images() };
  await savePlan(save, environment.name, parts);
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
