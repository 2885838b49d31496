import { setUp, type Report } from "../../operations/setup";
import { kubernetesPrograms } from "../../operations/testing/kubernetes";
import type { TerraformTool } from "../../operations/terraform/runner";

export interface Programs {
  /** Variables that say where the programs of the lab lie. */
  readonly lab: Readonly<Record<string, string>>;
  /** The helm command. */
  readonly helm: string;
  readonly terraform: TerraformTool;
}

/** Builds what is missing, once. */
export async function programs(report: Report): Promise<Programs> {
  const lab = await kubernetesPrograms(report);
  const { terraform, env, helm } = await setUp({ want: { helmProvider: true, helm: true }, report });
  return { lab, helm: helm.path, terraform: { path: terraform.path, env } };
}
