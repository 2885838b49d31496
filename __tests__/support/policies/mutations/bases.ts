import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Platform } from "../../../../policies/facts/subject";
import { synthPlatform } from "../../../../policies/readers/synth";
import { DockerStack } from "../../../../stacks/docker-stack";
import { synthesizedForKubernetes } from "../../constructs/both-targets";
import { environmentOf } from "../../constructs/environments";
import { declareEverything, everythingSynthesized } from "../../constructs/platforms";
import { ROOT } from "../../constructs/source-tree";
import { synthesizedStack } from "../../constructs/synthesized";
import { CONTAINER_MUTATIONS } from "./containers";
import { at, type Json, type Mutation } from "./mutation";
import { RELEASE_MUTATIONS, STACK_MUTATIONS } from "./stacks";

/** A stack of ours, and what is broken in it. */
export interface Base {
  readonly of: string;
  readonly make: () => Json;
  readonly rows: readonly Mutation[];
}

export const open = (stack: object): Json => structuredClone(stack) as Json;

/** The stack with one thing of it broken. */
export function brokenBy({ breakIt }: Mutation, base: Json): Json {
  const broken = open(base);
  breakIt(broken);
  return JSON.parse(JSON.stringify(broken)) as Json;
}

/** A platform whose state lies in a bucket, in the account of a cloud. */
export function cloudStack(): Json {
  const environment = environmentOf("shop", { state: { s3: { bucket: "shop-state", region: "eu-west-1" } } });
  const stack = open(synthesizedStack((app) => new DockerStack(app, "shop", { environment, builtImages: {} })));
  at(stack, "provider")["aws"] = { region: "eu-west-1", allowed_account_ids: ["111111111111"] };
  at(stack, "terraform", "required_providers")["aws"] = { source: "hashicorp/aws", version: "~> 5.100" };
  return stack;
}

export function clusterStack(): Json {
  const stack = open(synthesizedForKubernetes(declareEverything).json);
  const place = { bucket: "shop-state", key: "test/test.tfstate", encrypt: true, use_lockfile: true };
  at(stack, "terraform")["backend"] = { s3: place };
  return stack;
}

export const BASES: readonly Base[] = [
  { of: "a platform on an engine", make: () => open(everythingSynthesized()), rows: CONTAINER_MUTATIONS },
  { of: "a stack with its state in a bucket", make: cloudStack, rows: STACK_MUTATIONS },
  { of: "a platform in a cluster", make: clusterStack, rows: RELEASE_MUTATIONS },
];

/** The charts lie beside a synthesized stack, from where Terraform reads them. */
function chartFile(path: string): string | undefined {
  const file = join(ROOT, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

export const platformIn = (stack: object, name = "test"): Platform =>
  synthPlatform(stack, `stacks/${name}/cdk.tf.json`, chartFile);
