import type { Outcome } from "../engine/engine";
import type { TestProject } from "./project";

/** Terraform in the folder of a synthesized stack, as those run it who do without `bulwark up`. */
export async function plainTerraform(
  project: TestProject,
  environment: string,
  ...args: readonly string[]
): Promise<Outcome> {
  const { stdout } = await project.succeed("env", environment);
  const line = `eval "$0" && exec terraform -chdir=cdktf.out/stacks/${environment} "$@"`;
  return project.run("sh", ["-c", line, stdout, ...args]);
}
