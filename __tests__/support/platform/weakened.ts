import { readFile, writeFile } from "node:fs/promises";
import { terraformFailed } from "./errors";
import type { TestProject } from "./project";

/** A container resource as it is synthesized; what tests weaken is named. */
export interface SynthesizedContainer {
  wait?: boolean;
  destroy_grace_seconds?: number;
  lifecycle?: { create_before_destroy?: boolean };
}

/**
 * Synthesizes an environment, weakens the containers of one layer in the JSON, and applies that with Terraform, as `up`
 * would: for controls that take a protection away.
 */
export async function applyWeakened(
  project: TestProject,
  environment: string,
  weaken: { readonly layer: string; readonly edit: (container: SynthesizedContainer) => void },
): Promise<void> {
  const { stdout } = await project.succeed("env", environment);
  await project.write("env.sh", stdout);
  const folder = project.path("cdktf.out", "stacks", environment);
  await weakenStack(`${folder}/cdk.tf.json`, weaken);
  const apply = "terraform apply -auto-approve -input=false -no-color -parallelism=64";
  const outcome = await project.run("sh", ["-c", `. ./env.sh && cd ${folder} && ${apply}`]);
  if (outcome.code !== 0) throw terraformFailed(`${outcome.stdout.slice(-2000)}\n${outcome.stderr.slice(-2000)}`);
}

async function weakenStack(file: string, { layer, edit }: Parameters<typeof applyWeakened>[2]): Promise<void> {
  const stack = JSON.parse(await readFile(file, "utf8")) as {
    readonly resource: { readonly docker_container: Readonly<Record<string, SynthesizedContainer>> };
  };
  const all = Object.entries(stack.resource.docker_container);
  const containers = all.filter(([id]) => new RegExp(`^platform_${layer}_\\d+$`).test(id));
  expect(containers).not.toEqual([]);
  for (const [, container] of containers) edit(container);
  await writeFile(file, JSON.stringify(stack));
}
