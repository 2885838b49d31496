import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { BulwarkError } from "../errors";
import { run } from "../process";
import { remembered, tryRecall, type Remembered } from "./remembered";
import type { Terraform } from "./terraform";

/** Does `terraform init` get the providers with what the user has set up. */
export type RegistryAnswer = { readonly reachable: true } | { readonly reachable: false; readonly why: string };

export interface RegistryOptions {
  readonly cacheRoot: string;
  readonly terraform: Terraform;
  /** By name, as in `required_providers`: each with the oldest version that will do, `4.6` for `~> 4.6`. */
  readonly wanted: Readonly<Record<string, WantedProvider>>;
}

export interface WantedProvider {
  readonly source: string;
  readonly constraint: string;
}

/** A hang guard: a registry that drops packets costs this once in six hours. */
const TIMEOUT_SECONDS = 90;

/**
 * Asks Terraform itself, not the registry: proxies, network mirrors and configurations of the user then count as well.
 * A yes is kept for 30 days, since Terraform complains by itself when it stops being true; a no for 6 hours.
 */
export async function registryAnswer(options: RegistryOptions): Promise<RegistryAnswer> {
  return remembered(question(options));
}

/** What the last question brought, without asking again. */
export async function tryRecallRegistryAnswer(options: RegistryOptions): Promise<RegistryAnswer | undefined> {
  const { file, question: asked } = question(options);
  return tryRecall(file, asked);
}

/** The user's CLI configuration; Terraform goes on without one when the variable names a file that does not exist. */
export function tryUserCliConfig(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const file = env["TF_CLI_CONFIG_FILE"] ?? "";
  return file !== "" && existsSync(file) ? file : undefined;
}

function question(options: RegistryOptions): Remembered<RegistryAnswer> {
  const { terraform, wanted, cacheRoot } = options;
  const config = tryUserCliConfig();
  const content = config === undefined ? "" : readFileSync(config, "utf8");
  const asked = JSON.stringify([terraform.flavour, terraform.version, wanted, content]);
  return {
    file: join(cacheRoot, "remembered", `registry-${[...Object.keys(wanted), terraform.flavour].join("-")}.json`),
    question: createHash("sha256").update(asked).digest("hex"),
    ask: () => ask(terraform.path, wanted),
    hours: ({ reachable }) => (reachable ? 30 * 24 : 6),
  };
}

async function ask(terraform: string, wanted: RegistryOptions["wanted"]): Promise<RegistryAnswer> {
  const cwd = await mkdtemp(join(tmpdir(), "bulwark-init-"));
  try {
    await writeFile(join(cwd, "main.tf.json"), JSON.stringify(stackWith(wanted)));
    const args = ["init", "-backend=false", "-input=false", "-no-color"];
    await run(terraform, args, { cwd, env: environment(cwd), timeoutSeconds: TIMEOUT_SECONDS });
    return { reachable: true };
  } catch (error) {
    if (!(error instanceof BulwarkError)) throw error;
    return { reachable: false, why: reasonIn(error.message) };
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

const stackWith = (wanted: RegistryOptions["wanted"]) => ({
  terraform: {
    required_providers: Object.fromEntries(
      Object.entries(wanted).map(([name, { source, constraint }]) => [name, { source, version: `~> ${constraint}` }]),
    ),
  },
});

/** Short patience, and nothing of the user's that would change what is asked. */
function environment(cwd: string): Readonly<Record<string, string | undefined>> {
  return {
    TF_CLI_CONFIG_FILE: tryUserCliConfig(),
    TF_DATA_DIR: join(cwd, ".terraform"),
    TF_CLI_ARGS: undefined,
    TF_CLI_ARGS_init: undefined,
    TF_WORKSPACE: undefined,
    TF_IN_AUTOMATION: "1",
    TF_REGISTRY_DISCOVERY_RETRY: "0",
    TF_REGISTRY_CLIENT_TIMEOUT: "10",
    CHECKPOINT_DISABLE: "1",
  };
}

/** Terraform wraps its one sentence over several lines; only that is worth showing. */
export function reasonIn(message: string): string {
  const oneLine = message.replaceAll(/[\s│╷╵]+/g, " ");
  return (
    /(could not connect to .*?|no available releases match .*?)(?: To see | \d+ errors?|$)/
      .exec(oneLine)?.[1]
      ?.trim() ?? message
  );
}
