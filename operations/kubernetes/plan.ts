import type { Environment } from "../../config";
import { planFor, type PlanOptions } from "../plan";
import { runLanes } from "../progress";
import { refuseOutsideInfluence } from "../saved-plan/outside-influence";
import { setUpLanes } from "../set-up";
import { textTable } from "../table";
import { TerraformRunner, type TerraformPlan } from "../terraform/runner";
import { openKubernetes } from "./deployment";
import { releaseEffects, type ReleaseEffect } from "./effects";
import { KUBERNETES_TOOLS } from "./tools";

export interface KubernetesPlan {
  readonly environment: string;
  readonly terraform: TerraformPlan;
  /** What happens to each release; those that stay as they are, are not listed. */
  readonly effects: readonly ReleaseEffect[];
  readonly unchanged: number;
}

/** What `up` would change. Writes nothing but the plan's own file, which it removes. */
export async function planOnKubernetes(environment: Environment, options: PlanOptions): Promise<KubernetesPlan> {
  if (options.save !== undefined) refuseOutsideInfluence();
  const { tools, terraform } = setUpLanes("", KUBERNETES_TOOLS);
  await runLanes([tools], options);
  const { folder, manifest } = await openKubernetes(environment);
  const runner = new TerraformRunner(terraform(), folder, () => undefined);
  try {
    await runner.init();
    // Which images run is said by the values alone: the cluster pulls them.
    const images = () => Promise.resolve({});
    await planFor({ environment, stackFolder: folder, terraform: runner, images }, options);
    const made = await runner.show();
    const effects = releaseEffects(made, manifest);
    const touched = new Set(effects.map(({ address }) => address));
    const unchanged = manifest.releases.filter(({ address }) => !touched.has(address)).length;
    return { environment: environment.name, terraform: made, effects, unchanged };
  } finally {
    await runner.forgetPlan();
  }
}

export function kubernetesPlanText({ environment, effects, unchanged }: KubernetesPlan): string {
  if (effects.length === 0) return `${environment}: no release changes`;
  const rows = effects.map(({ component, effect, address }) => [component, effect, address]);
  return `${textTable(["LAYER", "EFFECT", "ADDRESS"], rows)}\n\n${unchanged} releases stay as they are`;
}
