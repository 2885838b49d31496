import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { kill, processes } from "../engine/power";
import { endedBefore } from "./errors";
import { TestProject } from "./project";

export interface Run {
  readonly child: ChildProcess;
  /** Exit code, null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** What it has printed so far, both outputs. */
  readonly said: () => string;
}

/** Starts the command line and does not wait for it. */
export function startBulwark(project: TestProject, ...args: readonly string[]): Run {
  const child = spawn(process.execPath, [TestProject.program, ...args], {
    cwd: project.folder,
    // Jest's tests have a copy of the variables.
    env: process.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (said += part.toString()));
  const ended = once(child, "exit").then(([code]) => code as number | null);
  return { child, ended, said: () => said };
}

/** Waits until it has said so. */
export async function reached({ said, child }: Run, words: RegExp): Promise<void> {
  while (!words.test(said())) {
    if (child.exitCode !== null) throw endedBefore(words, said());
    await pause(20);
  }
}

/** Ends Bulwark and Terraform as the kernel does when memory is short: without a last word. */
export async function killRun({ child, ended }: Run): Promise<void> {
  child.kill("SIGKILL");
  await killTerraform();
  await ended;
}

/** Ends every Terraform of this PID namespace, which is the test's own, and its providers with it. */
export async function killTerraform(): Promise<void> {
  const left = () => processes().filter(({ command }) => /^(\S*\/)?(terraform|tofu)(\0|-provider-)/.test(command));
  while (left().length > 0) {
    for (const { pid } of left()) kill(pid);
    await pause(20);
  }
}
