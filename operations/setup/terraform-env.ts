import { existsSync } from "node:fs";
import { delimiter, dirname } from "node:path";

import type { ProviderSource } from "./provider";
import type { Terraform } from "./terraform";

/** The provider sleeps about 2 s per network that it reads; Terraform's own 10 at once make a plan of 60 take 12 s. */
const PARALLELISM = "-parallelism=64";

/**
 * Terraform and its providers take half as much processor time when they collect garbage less often, and some 300 MiB more
 * memory while they run (docs/bench.md). https://go.dev/doc/gc-guide#GOGC
 */
const GARBAGE_PERCENT = "400";

const PARALLEL_COMMANDS = ["plan", "apply", "destroy", "refresh"];

/** What Terraform, OpenTofu and cdktf need in their environment so that they work as Bulwark's own runs do. */
export function terraformEnv(
  terraform: Pick<Terraform, "path" | "flavour" | "fromCache">,
  provider: Pick<ProviderSource, "cliConfigFile" | "mirror">,
  env: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string>> {
  return {
    CHECKPOINT_DISABLE: "1",
    GOGC: env["GOGC"] ?? GARBAGE_PERCENT,
    TF_IN_AUTOMATION: "1",
    ...Object.fromEntries(PARALLEL_COMMANDS.map((command) => parallel(`TF_CLI_ARGS_${command}`, env))),
    ...(provider.mirror === undefined ? {} : Object.fromEntries([locking(provider.mirror, env)])),
    ...(provider.cliConfigFile === undefined ? {} : { TF_CLI_CONFIG_FILE: provider.cliConfigFile }),
    ...(terraform.flavour === "opentofu" ? { TERRAFORM_BINARY_NAME: terraform.path } : {}), // read by cdktf
    ...(terraform.fromCache ? { PATH: prepended(dirname(terraform.path), env["PATH"] ?? "") } : {}),
  };
}

/** The user's own arguments come last, so that they win. */
function parallel(variable: string, env: NodeJS.ProcessEnv): readonly [string, string] {
  const own = env[variable] ?? "";
  return [variable, own.includes("-parallelism") ? own : `${PARALLELISM} ${own}`.trim()];
}

/** `cdktf deploy` locks providers, and this one command of Terraform heeds no configuration: it asks the registry. */
function locking(mirror: string, env: NodeJS.ProcessEnv): readonly [string, string] {
  const own = env["TF_CLI_ARGS_providers_lock"] ?? "";
  return ["TF_CLI_ARGS_providers_lock", own.includes("-fs-mirror") ? own : `-fs-mirror=${mirror} ${own}`.trim()];
}

function prepended(folder: string, path: string): string {
  return path.split(delimiter).includes(folder) || !existsSync(folder) ? path : `${folder}${delimiter}${path}`;
}
