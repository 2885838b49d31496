import type { Platform } from "../../../policies/facts/subject";
import { composePlatform } from "../../../policies/readers/compose";
import { kubernetesPlatform } from "../../../policies/readers/kubernetes";
import { planPlatform } from "../../../policies/readers/plan";
import { synthPlatform } from "../../../policies/readers/synth";

/** Of a rule's `bad` or `good`, what its reader says. What it is shows in how it begins, or in a word that only it has. */
export function examplePlatforms(example: string): readonly Platform[] {
  if (example.startsWith("{")) return example.split(/\n(?=\{)/).map(stackPlatform);
  if (/^apiVersion:/m.test(example)) return [kubernetesPlatform([{ text: example, file: "manifests.yaml" }])];
  return [composePlatform(/^services:/m.test(example) ? example : serviceWith(example), "compose.yaml")];
}

/** Each line that starts an object is a stack of its own. */
function stackPlatform(text: string, index: number): Platform {
  const stack = JSON.parse(text) as object;
  return "resource_changes" in stack
    ? planPlatform(stack, "plan.json")
    : synthPlatform(stack, `stacks/example-${index + 1}/cdk.tf.json`, chartFile);
}

/** A service with an image of its own choice, or with none. */
function serviceWith(keys: string): string {
  const image = /^image:/m.test(keys) ? "" : "image: registry.example.com/api:1.4.2\n";
  const indented = `${image}${keys}`.replace(/^(?=.)/gm, "    ");
  return `services:\n  web:\n${indented}\n`;
}

/** The chart of the examples, which is closed. */
const EXAMPLE_CHART = { additionalProperties: false, properties: { replicas: { type: "integer" } } };

const chartFile = (path: string): string | undefined =>
  path === "charts/web/values.schema.json" ? JSON.stringify(EXAMPLE_CHART) : undefined;
