import type { Outcome } from "../engine/engine";

export const programFailed = (words: readonly string[], { code, stdout, stderr }: Outcome) =>
  new Error(`${words.join(" ")} ended with ${code}:\n${stderr.slice(-4000)}\n${stdout.slice(-2000)}`);
