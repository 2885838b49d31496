import { existsSync, readdirSync } from "node:fs";
import { STACK_FILE } from "../manifest";
import { influencedFromOutside } from "./errors";

/** https://developer.hashicorp.com/terraform/cli/config/environment-variables */
const VARIABLES = /^(TF_CLI_ARGS(_.*)?|TF_VAR_.*|TF_WORKSPACE|TF_DATA_DIR)$/;

/** What `bulwark env` exports: how much is done at once, and where `providers lock` looks, which no plan and no apply runs. */
const CHANGES_NO_PLAN = /^(TF_CLI_ARGS_\w+=-parallelism=\d+|TF_CLI_ARGS_providers_lock=.*)$/;

/**
 * Terraform reads these of its own accord, whatever the stack says.
 * https://developer.hashicorp.com/terraform/language/files/override
 * https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files
 */
const FILES = /(^|_)override\.(tf|tofu)(\.json)?$|\.(tf|tofu)$|^terraform\.tfvars(\.json)?$|\.auto\.tfvars(\.json)?$/;

const isForeignJson = (name: string): boolean => /\.(tf|tofu)\.json$/.test(name) && name !== STACK_FILE;

/**
 * Refuses what would change a plan, or its apply, without being part of what was synthesized.
 *
 * @param stackFolder also without one: variables reach Terraform from its first run on
 * @throws BulwarkError with exit code 2 and all that was found
 */
export function refuseOutsideInfluence(stackFolder?: string, env: NodeJS.ProcessEnv = process.env): void {
  const variables = Object.entries(env)
    .filter(([name, value]) => VARIABLES.test(name) && value !== "" && !CHANGES_NO_PLAN.test(`${name}=${value}`))
    .map(([name]) => `the variable ${name}`);
  const names = stackFolder !== undefined && existsSync(stackFolder) ? readdirSync(stackFolder) : [];
  const files = names
    .filter((name) => FILES.test(name) || isForeignJson(name))
    .map((name) => `the file ${stackFolder}/${name}`);
  if (variables.length + files.length > 0) throw influencedFromOutside([...variables, ...files].sort());
}
