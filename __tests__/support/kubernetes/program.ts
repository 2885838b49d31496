import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { programEnded, programSilent } from "./errors";

/** A hang guard: on a machine that does much else a control plane has taken half a minute. */
const PATIENCE_SECONDS = 180;

/** One program of the control plane; it dies with this process, however that ends. */
export class Program {
  static start(binary: string, name: string, args: readonly string[], folder: string): Program {
    const log = join(folder, `${name}.log`);
    const output = openSync(log, "w");
    const command = ["--pdeathsig", "KILL", binary, name, ...args];
    const child = spawn("setpriv", command, { cwd: folder, stdio: ["ignore", output, output] });
    closeSync(output);
    return new Program(name, child, log);
  }

  private failure: Error | undefined;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    private readonly log: string,
  ) {
    child.once("error", (error) => {
      this.failure = error;
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What it has printed. */
  get said(): string {
    return readFileSync(this.log, "utf8");
  }

  /** Asks until there is an answer. @throws Error with the program's last words when it ends or is silent */
  async ready<T>(ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
    const deadline = Date.now() + PATIENCE_SECONDS * 1000;
    for (;;) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      if (this.failure) throw this.failure;
      if (this.hasEnded) throw programEnded(this.name, this.ending, this.lastWords);
      if (Date.now() > deadline) throw programSilent(this.name, PATIENCE_SECONDS, this.lastWords);
      await pause(50);
    }
  }

  /** Nothing that it holds outlives the test, so it need not end in order. */
  async stop(): Promise<void> {
    if (this.hasEnded || this.child.pid === undefined) return;
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await ended;
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private get ending(): string {
    return `${this.child.exitCode ?? this.child.signalCode}`;
  }

  private get lastWords(): string {
    return this.said.split("\n").slice(-25).join("\n");
  }
}
