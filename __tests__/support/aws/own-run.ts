import { readdirSync, readFileSync } from "node:fs";
import type { Run } from "../platform/interrupted";

/**
 * Ends a run and what it has started, as the kernel does when memory is short. Each is ended by its id: these tests have no PID
 * namespace of their own, and another Terraform of the machine is somebody else's.
 */
export async function killOwnRun({ child, ended }: Run): Promise<void> {
  const started = [child.pid!, ...descendantsOf(child.pid!)];
  for (const pid of started) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      // It has ended meanwhile.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
  await ended;
}

function descendantsOf(pid: number): readonly number[] {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => parentOf(one) === pid);
  return [...children, ...children.flatMap(descendantsOf)];
}

/** The fourth field, after the name, which may hold anything. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function parentOf(pid: number): number | undefined {
  try {
    return Number(/^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}
