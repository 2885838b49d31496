import { run, type RunOptions, type RunResult } from "../process";
import { SYSTEM_FOLDERS, tryOnPath } from "./on-path";

/** How a command that only root may run can be run: nobody is ever asked for a password. */
export type Privilege = "root" | "sudo" | "none";

export async function privilege(): Promise<Privilege> {
  if (process.getuid?.() === 0) return "root";
  const sudo = tryOnPath("sudo", process.env["PATH"], SYSTEM_FOLDERS);
  if (sudo === undefined) return "none";
  const { exitCode } = await run(sudo, ["-n", "true"], { acceptExitCodes: [0, 1], timeoutSeconds: 30 });
  return exitCode === 0 ? "sudo" : "none";
}

/** Runs a command as root, with sudo where needed; variables then go through `env`, since sudo drops them. */
export async function runAsRoot(words: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  if ((await privilege()) !== "sudo") return run(words[0] ?? "", words.slice(1), options);
  const variables = Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value ?? ""}`);
  return run("sudo", ["-n", "env", ...variables, ...words], options);
}
