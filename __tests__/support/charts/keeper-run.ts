import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../constructs/source-tree";
import { neverHappened } from "./errors";

const SCRIPT = join(ROOT, "charts/workload/files/keep.sh");
const FOLDERS = ["steps", "files", "secrets", "state"];
const SECONDS_BETWEEN = 0.1;

interface Line {
  readonly time: string;
  readonly level: string;
  readonly message: string;
}

/** The real script in a folder of its own, with folders in place of Kubernetes' volumes. */
export class KeeperRun {
  private readonly folder = mkdtempSync(join(tmpdir(), "bulwark-keeper-"));
  private child: ChildProcess | undefined;
  private version = 0;

  /** @param shell command line of a POSIX shell; further words before it say where it runs */
  constructor(private readonly shell: readonly string[]) {
    for (const name of FOLDERS) mkdirSync(join(this.folder, name));
  }

  start(steps: string): void {
    this.give(steps);
    const [command, ...args] = [...this.shell, SCRIPT, ...FOLDERS.map((name) => join(this.folder, name))];
    // A file, since what a step has started may outlive the script and would keep a pipe open.
    const output = openSync(join(this.folder, "said"), "w");
    this.child = spawn(command!, [...args, `${SECONDS_BETWEEN}`], {
      cwd: this.folder,
      stdio: ["ignore", output, "inherit"],
      detached: true,
    });
    closeSync(output);
  }

  /** What steps.sh says from now on. */
  give(steps: string): void {
    this.write("steps/steps.sh", steps);
  }

  write(path: string, content = ""): void {
    writeFileSync(join(this.folder, path), content);
  }

  pathOf(name: string): string {
    return join(this.folder, name);
  }

  /** As kubelet does: another target of the link, in one step. */
  renew(folder: string): void {
    this.version += 1;
    const link = join(this.folder, folder, "..data");
    symlinkSync(`..version-${this.version}`, `${link}_tmp`);
    renameSync(`${link}_tmp`, link);
  }

  get isReady(): boolean {
    return existsSync(this.pathOf("state/ready"));
  }

  /** Lines of the script's own. */
  get logged(): readonly Line[] {
    return this.lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as Line);
  }

  /** Lines of the steps. */
  get printed(): readonly string[] {
    return this.lines.filter((line) => !line.startsWith("{"));
  }

  private get said(): string {
    return readFileSync(join(this.folder, "said"), "utf8");
  }

  private get lines(): readonly string[] {
    return this.said.split("\n").filter((line) => line !== "");
  }

  async until(holds: () => boolean): Promise<void> {
    const end = Date.now() + 30_000;
    while (!holds()) {
      if (Date.now() > end) throw neverHappened(this.said);
      await sleep(20);
    }
  }

  /** Time enough for so many looks at its files. */
  async looks(times: number): Promise<void> {
    await sleep(times * SECONDS_BETWEEN * 1000);
  }

  async end(): Promise<{ readonly code: number | null; readonly signal: string | null }> {
    const child = this.child!;
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    return { code: child.exitCode, signal: child.signalCode };
  }

  /** With whatever its steps have started, which in a pod ends with the container. */
  async remove(): Promise<void> {
    if (this.child) await this.end();
    try {
      process.kill(-this.child!.pid!, "SIGKILL");
    } catch {
      // Nothing was left.
    }
    rmSync(this.folder, { recursive: true });
  }
}
