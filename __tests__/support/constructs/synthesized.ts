import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { ImageCatalogue } from "../../../constructs/core";
import { DockerTarget, type Host } from "../../../constructs/targets/docker";
import type { Manifest } from "../../../constructs/targets/docker/private/manifest";
import { testImages } from "./images";
import type { ContainerJson, StackJson } from "./stack-json";

export interface SynthesisOptions {
  /** @default - the engine of this machine */
  readonly host?: Host;
  /** @default - every listed image */
  readonly images?: ImageCatalogue;
}

/** The Terraform JSON of a stack that holds a Docker target and what a function declares. */
export function synthesized(declare: (scope: Construct) => void, options: SynthesisOptions = {}): StackJson {
  return synthesizedStack((app) => {
    const stack = new TerraformStack(app, "test");
    new DockerTarget(stack, "docker", { images: testImages(), ...options });
    declare(stack);
    return stack;
  });
}

/** The Terraform JSON of the stack that a function makes. */
export function synthesizedStack(make: (app: Construct) => TerraformStack): StackJson {
  const outdir = mkdtempSync(join(tmpdir(), "bulwark-synth-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    const stack = make(app);
    app.synth();
    return JSON.parse(readFileSync(join(outdir, "stacks", stack.node.id, "cdk.tf.json"), "utf8")) as StackJson;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export function manifestOf(stack: StackJson): Manifest {
  return stack["//"].bulwark;
}

/** The containers of a stack by Terraform's address, without the type. */
export function containersOf(stack: StackJson): Readonly<Record<string, ContainerJson>> {
  return stack.resource?.docker_container ?? {};
}

export function containerOf(stack: StackJson, address: string): ContainerJson {
  return containersOf(stack)[address]!;
}

export function labelOf({ labels }: ContainerJson, name: string): string | undefined {
  return labels.find(({ label }) => label === name)?.value;
}

/** The one container of a component that is alone in its stack. */
export function onlyContainerOf(declare: (scope: Construct) => void, options?: SynthesisOptions): ContainerJson {
  const all = Object.values(containersOf(synthesized(declare, options)));
  return all.find((one) => labelOf(one, "bulwark.kind") === "service")!;
}
