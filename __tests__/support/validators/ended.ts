import { spawnSync } from "node:child_process";
import { validatorFailed } from "./errors";

export interface EndedOptions {
  /** What it reads. @default nothing */
  readonly input?: string;
  /** Exit codes with which it has said something about manifests. */
  readonly codes: readonly number[];
  /** @default - those of the tests */
  readonly env?: NodeJS.ProcessEnv;
}

/** @throws Error when a validator did not come to a verdict */
export function ended([program = "", ...args]: readonly string[], { input, codes, env }: EndedOptions) {
  const options = { input: input ?? "", env, encoding: "utf8", maxBuffer: Infinity, timeout: 240_000 } as const;
  const { status, stdout, stderr } = spawnSync(program, args, options);
  if (status === null || !codes.includes(status)) throw validatorFailed(program, status, stdout + stderr);
  return { code: status, stdout };
}
