import { spawn } from "node:child_process";
import { probeFailed } from "./errors";

/** Runs a plain-node script as a process of its own, JSON in and JSON out; `within` is what enters a namespace first. */
export function runScript(script: string, input: unknown, within: readonly string[] = []): Promise<unknown> {
  const words = [...within, process.execPath, script];
  return new Promise((resolve, reject) => {
    const child = spawn(words[0]!, words.slice(1), { stdio: ["pipe", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (part: Buffer) => (stdout += part.toString()));
    child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
    child.stdin.on("error", () => undefined).end(JSON.stringify(input));
    child.on("error", reject).on("close", (code) => {
      if (code === 0) resolve(JSON.parse(stdout));
      else reject(probeFailed(script, code, stderr.trim()));
    });
  });
}
