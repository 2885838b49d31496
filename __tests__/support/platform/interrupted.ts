import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
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
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (said += part.toString()));
  const ended = once(child, "exit").then(([code]) => code as number | null);
  return { child, ended, said: () => said };
}

/** Ends every Terraform of this PID namespace, which is the test's own, and its providers with it. */
export async function killTerraform(): Promise<void> {
  for (const pid of terraformProcesses()) process.kill(pid, "SIGKILL");
  while (terraformProcesses().length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
}

function terraformProcesses(): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => /^(\S*\/)?(terraform|tofu)(\0|-provider-)/.test(commandLine(pid)));
}

/** Empty for a process that has ended meanwhile, or that nobody has waited for yet. */
function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
