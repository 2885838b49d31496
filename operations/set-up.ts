import type { Lane } from "./progress";
import { prepare, type Wanted } from "./setup";
import type { TerraformTool } from "./terraform/runner";

/** The set-up as lanes of a task list, and Terraform once they have run. */
export interface SetUpLanes {
  readonly tools: Lane;
  readonly engine: Lane;
  readonly terraform: () => TerraformTool;
}

export function setUpLanes(engineUrl: string, want: Wanted = { provider: true, engine: true }): SetUpLanes {
  const { lanes, result } = prepare({ want, engineUrl });
  const [tools = [], engine = []] = want.engine && !want.provider && !want.terraform ? [[], lanes[0]] : lanes;
  return { tools, engine, terraform: () => ({ path: result.terraform.path, env: result.env }) };
}
