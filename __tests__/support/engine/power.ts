import { execFileSync, spawn } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";

/** The program and arguments that the throw-away engine was started with. */
export function engineCommand(): readonly string[] {
  return readFileSync(`/proc/${enginePid()}/cmdline`, "utf8").split("\0").slice(0, -1);
}

/** Starts the engine again, as it was started first, and waits until it answers. */
export async function startEngine(docker: Docker, [program = "", ...args]: readonly string[]): Promise<void> {
  spawn(program, args, { stdio: "ignore", detached: true }).unref();
  while (!(await docker.ping().catch(() => false))) await pause(100);
}

/** As a package update does it: the engine ends in order, and its containers with it. */
export async function stopEngine(): Promise<void> {
  const pid = enginePid();
  process.kill(pid, "SIGTERM");
  while (isRunning(pid)) await pause(50);
}

/** As when the machine loses its power: nothing of the engine or of its containers ends in order. */
export async function cutPower(): Promise<void> {
  const parts = () => processes().filter(({ pid, command }) => isOfEngine(command) || isInContainer(pid));
  while (parts().length > 0) {
    for (const { pid } of parts()) kill(pid);
    await pause(50);
  }
  // What lies in memory and what was mounted does not outlive a boot.
  for (const mount of mountsBelow("/run/docker")) execFileSync("umount", ["-l", mount]);
  for (const left of ["/run/docker.pid", "/run/docker", "/run/docker.sock"])
    rmSync(left, { recursive: true, force: true });
}

/** The innermost first. https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
function mountsBelow(folder: string): readonly string[] {
  const lines = readFileSync("/proc/self/mountinfo", "utf8").trim().split("\n");
  return lines
    .map((line) => line.split(" ")[4]!)
    .filter((path) => path.startsWith(`${folder}/`))
    .reverse();
}

const enginePid = () => Number(readFileSync("/run/docker.pid", "utf8"));
const isOfEngine = (command: string) =>
  /^(\S*\/)?(dockerd|containerd|containerd-shim\S*|docker-proxy)(\0|$)/.test(command);
const mine = readlinkSync("/proc/self/ns/mnt");

/** A container has a mount namespace of its own. Unreadable for one that has just ended. */
function isInContainer(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/ns/mnt`) !== mine;
  } catch {
    return false;
  }
}

/** Those of this PID namespace, with their arguments each ended by a zero byte. */
export function processes(): readonly { readonly pid: number; readonly command: string }[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => ({ pid: Number(pid), command: commandLine(pid) })).filter(({ command }) => command !== "");
}

/** Empty for one that has ended and that nobody has waited for yet. */
function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

const isRunning = (pid: number) => commandLine(`${pid}`) !== "";

/** SIGKILL to one that may have ended meanwhile. */
export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It was faster.
  }
}
