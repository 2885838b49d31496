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
