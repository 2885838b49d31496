import type { ChildProcess } from "node:child_process";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Number of the user that it runs as; needs root. @default - the user of the tests */
  readonly uid?: number;
}

const SETPRIV = "/usr/bin/setpriv";

/** The kernel ends the program when the test runner dies, however that happens. */
function guarded(command: readonly string[], uid: number | undefined): readonly string[] {
  if (!existsSync(SETPRIV)) return command;
  const user = uid === undefined ? [] : [`--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"];
  return [SETPRIV, ...user, "--pdeathsig", "KILL", "--", ...command];
}

/** A child process with what it wrote. */
export class Program {
  private readonly child: ChildProcess;
  private written = "";
  readonly exited: Promise<number | null>;

  constructor(command: readonly string[], { env = {}, cwd = "/", uid }: ProgramOptions = {}) {
    const [file = "", ...args] = guarded(command, uid);
    this.child = spawn(file, args, {
      cwd,
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (chunk: Buffer) => (this.written += chunk.toString()));
    this.child.stderr?.on("data", (chunk: Buffer) => (this.written += chunk.toString()));
    this.exited = new Promise((resolve) => {
      this.child.once("close", (code) => resolve(code));
      this.child.once("error", () => resolve(null));
    });
  }

  get output(): string {
    return this.written;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    if (this.running) this.child.kill(signal);
  }

  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    this.signal(signal);
    await this.exited;
  }
}

/** Where a database program is: on the PATH, or where Debian keeps it. */
export function locate(program: string): string {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...(process.env["PATH"] ?? "").split(":"), ...versions.map((version) => join(root, version, "bin"))];
  const found = folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
  if (!found) throw new Error(`${program} is not installed; apt-get install postgresql-15 redis-server`);
  return found;
}

export const run = (command: readonly string[], options: { uid?: number; input?: string } = {}): string => {
  const [file = "", ...args] = guarded(command, options.uid);
  return execFileSync(file, args, { encoding: "utf8", input: options.input ?? "", stdio: "pipe", cwd: "/" });
};
