import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where everything of one environment lies; all below the folder that a command is started in. */
export interface ProjectPaths {
  readonly root: string;
  /** cdktf's output folder. */
  readonly output: string;
}

export function projectPaths(root = process.cwd(), output = "cdktf.out"): ProjectPaths {
  return { root: resolve(root), output: resolve(root, output) };
}

export function stackFolder({ output }: ProjectPaths, stack: string): string {
  return join(output, "stacks", stack);
}

/** What Bulwark keeps of an environment beside Terraform: its local state, decisions and public certificates. */
export function environmentFolder({ root }: ProjectPaths, environment: string): string {
  return join(root, ".bulwark", environment);
}

/** What else the last synthesis made, in the order in which it is applied: an environment has stacks beside its own in AWS. */
export function otherStacks({ output }: ProjectPaths, environment: string): readonly string[] {
  const { stacks } = JSON.parse(readFileSync(join(output, "manifest.json"), "utf8")) as { readonly stacks: object };
  return Object.keys(stacks).filter((name) => name !== environment);
}
