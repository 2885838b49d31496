import { readFileSync } from "node:fs";

import { lastWords } from "../process";
import { SYSTEM_FOLDERS, tryOnPath } from "./on-path";
import { runAsRoot } from "./privilege";

/** Where the `dockerd` that Bulwark starts keeps what it is known by. */
export const DAEMON_PID_FILE = "/var/run/bulwark/dockerd.pid";
export const DAEMON_LOG = "/var/log/bulwark/dockerd.log";

/** Pid files, and the program whose process they must name; dockerd waits for ever on a pid that another one got. */
const PID_FILES = [
  { file: DAEMON_PID_FILE, program: "dockerd" },
  { file: "/var/run/docker.pid", program: "dockerd" },
  { file: "/var/run/docker/containerd/containerd.pid", program: "containerd" },
] as const;

/** What an engine needs beyond the kernel, and the packages of Debian and Ubuntu that bring it. */
const NEEDED = [
  { program: "dockerd", packageName: "docker.io" },
  { program: "iptables", packageName: "iptables" },
] as const;

export function missingPackages(path = process.env["PATH"], further = SYSTEM_FOLDERS): readonly string[] {
  const isMissing = (program: string) => tryOnPath(program, path, further) === undefined;
  return NEEDED.filter(({ program }) => isMissing(program)).map(({ packageName }) => packageName);
}

/** True when a pid file names a living `dockerd`: of the distribution, or one that Bulwark started. */
export function daemonRuns(): boolean {
  return PID_FILES.some(({ file, program }) => program === "dockerd" && nameOfProcess(file) === program);
}

export async function startWithSystemd(): Promise<void> {
  await runAsRoot(["systemctl", "start", "docker"], { timeoutSeconds: 120 });
}

/**
 * Starts `dockerd` in a session of its own, so that it outlives this process and its terminal. What a dead daemon left
 * behind is cleared first; a containerd that outlived its daemon is not: the new daemon takes it over.
 */
export async function startByItself(): Promise<void> {
  const dockerd = tryOnPath("dockerd", process.env["PATH"], SYSTEM_FOLDERS) ?? "dockerd";
  await runAsRoot(["sh", "-c", START, dockerd, DAEMON_PID_FILE, DAEMON_LOG, ...stalePidFiles()]);
}

/** $0 the program, $1 its pid file, $2 its log, then the stale files. The log holds one start; the last one is kept. */
const START = `set -eu
umask 022
pid=$1; log=$2; shift 2
mkdir -p "\${pid%/*}" "\${log%/*}"
[ $# -eq 0 ] || rm -f "$@"
[ ! -e "$log" ] || mv -f "$log" "$log.1"
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
exec setsid --fork "$0" --host=unix:///var/run/docker.sock --pidfile="$pid" </dev/null >"$log" 2>&1`;

/** The end of the log that belongs to the way it was started; empty when it cannot be read. */
export async function daemonLog(by: "systemd" | "itself"): Promise<string> {
  const words =
    by === "systemd" ? ["journalctl", "-u", "docker", "-n", "20", "--no-pager"] : ["tail", "-n", "20", DAEMON_LOG];
  return runAsRoot(words).then(
    ({ stdout }) => lastWords(stdout),
    () => "",
  );
}

function stalePidFiles(): readonly string[] {
  return PID_FILES.filter(({ file, program }) => {
    const found = nameOfProcess(file);
    return found !== undefined && found !== program;
  }).map(({ file }) => file);
}

/** The name of the process in a pid file, "" when it is dead; nothing when there is no such file. */
export function nameOfProcess(pidFile: string, proc = "/proc"): string | undefined {
  const pid = tryRead(pidFile)?.trim();
  if (pid === undefined) return undefined;
  return /^\d+$/.test(pid) ? (tryRead(`${proc}/${pid}/comm`)?.trim() ?? "") : "";
}

function tryRead(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
