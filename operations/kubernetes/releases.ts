import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { STACK_FILE } from "../manifest";

/** What a synthesized stack says of one Helm release. */
export interface SynthesizedRelease {
  readonly name: string;
  readonly namespace: string;
  /** Absolute. */
  readonly chart: string;
  readonly values: string;
}

interface StackJson {
  readonly resource?: {
    readonly helm_release?: Readonly<
      Record<
        string,
        {
          readonly name: string;
          readonly namespace: string;
          readonly chart: string;
          readonly values?: readonly string[];
        }
      >
    >;
  };
}

/** The releases of a stack, those of the charts that lie beside it. `stackFolder` is `<out>/stacks/<stack>`. */
export function synthesizedReleases(stackFolder: string): readonly SynthesizedRelease[] {
  const stack = JSON.parse(readFileSync(join(stackFolder, STACK_FILE), "utf8")) as StackJson;
  return Object.values(stack.resource?.helm_release ?? {}).map(({ name, namespace, chart, values = [] }) => ({
    name,
    namespace,
    chart: resolve(stackFolder, chart),
    values: plain(values.join("\n---\n")),
  }));
}

/** As Terraform reads it: what would start a template is written twice. */
const plain = (text: string): string => text.replace(/([$%])\1\{/g, "$1{");
