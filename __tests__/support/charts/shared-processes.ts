import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * The processes of a pod whose containers share them, as a container runtime makes them: process 1 is the pod's own, and the
 * first process of each container has its parent outside. Needs root.
 */
export class SharedProcesses {
  private readonly children: ChildProcess[] = [];

  private constructor(
    private readonly pod: ChildProcess,
    private readonly first: string,
  ) {}

  static async start(): Promise<SharedProcesses> {
    const pod = spawn("unshare", ["--pid", "--fork", "--kill-child", "--mount-proc", "sleep", "600"], {
      stdio: "ignore",
    });
    const children = `/proc/${pod.pid}/task/${pod.pid}/children`;
    while (readFileSync(children, "utf8") === "") await sleep(10);
    return new SharedProcesses(pod, readFileSync(children, "utf8").trim());
  }

  /** What runs a command in the pod, with the file systems of the keeper. */
  get inside(): readonly string[] {
    return ["nsenter", "--target", this.first, "--pid", "--mount", "--"];
  }

  /** What runs one with file systems of its own, as another container has them. */
  get elsewhere(): readonly string[] {
    return [...this.inside, "unshare", "--mount", "--"];
  }

  /** Starts a process that writes a line to a file for each SIGHUP, and has one of its own that does not. */
  async listener(where: readonly string[], file: string, line: string): Promise<void> {
    const script = `trap 'echo ${line} >> ${file}' HUP; echo started ${line} >> ${file}; while :; do sleep 0.05; done`;
    const [command, ...args] = [...where, "/bin/sh", "-c", script];
    this.children.push(spawn(command, args, { stdio: "ignore" }));
    while (!linesOf(file).includes(`started ${line}`)) await sleep(10);
  }

  /** Ends the pod's own process, with which the kernel ends all others. */
  stop(): void {
    this.pod.kill("SIGKILL");
    for (const child of this.children) child.kill("SIGKILL");
  }
}

export function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").trim().split("\n");
  } catch {
    return [];
  }
}
