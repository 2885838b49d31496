import { spawn } from "node:child_process";
import { join } from "node:path";
import Docker from "dockerode";
import { noThrowAwayEngine } from "./errors";

/** The plain-node runner, for tests that start an engine of their own. */
export const RUNNER = join(__dirname, "run-in-engine.js");

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The client of the throw-away engine that this process runs beside. Throws where there is none, so that no end-to-end
 * test ever touches the engine of the machine.
 */
export function throwAwayEngine(): Docker {
  if (!process.env.BULWARK_TEST_ENGINE) throw noThrowAwayEngine();
  return new Docker({ socketPath: "/run/docker.sock" });
}

/** The cgroup, relative to the root of each hierarchy, below which the engine puts its containers. */
export function engineCgroup(): string {
  if (!process.env.BULWARK_TEST_CGROUP) throw noThrowAwayEngine();
  return process.env.BULWARK_TEST_CGROUP;
}

/** Runs a command beside a throw-away engine of its own and waits for its end. */
export function runInEngine(command: readonly string[], options: readonly string[] = []): Promise<Outcome> {
  return outcomeOf(process.execPath, [RUNNER, ...options, "--", ...command]);
}

export function outcomeOf(program: string, args: readonly string[], env = process.env): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (part: Buffer) => (stdout += part.toString()));
    child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
    child.on("error", reject).on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
