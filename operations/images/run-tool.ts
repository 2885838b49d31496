import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";

import { toolFailed } from "../errors";
import { aptMissing } from "./errors";

export interface ToolOptions {
  /** @default - the folder of this process */
  readonly cwd?: string;
  /** Added to the environment of this process. @default - nothing */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A running program: its output, and its end. `done` rejects with the program's own words. */
export interface RunningTool {
  readonly output: Readable;
  readonly done: Promise<void>;
}

interface Told {
  readonly command: string;
  readonly cwd: string;
}

/** Starts a program. Messages are English (`LC_ALL=C`), since some are recognized. */
export function startTool(command: string, args: readonly string[], options: ToolOptions = {}): RunningTool {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.environment, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return {
    output: child.stdout,
    done: ended(child, { command: [command, ...args].join(" "), cwd: options.cwd ?? process.cwd() }),
  };
}

/**
 * Runs a program to its end and gives what it printed. Not `run` of `operations/process.ts`: this one streams, and tests
 * can load it.
 */
export async function runTool(command: string, args: readonly string[], options: ToolOptions = {}): Promise<string> {
  const tool = startTool(command, args, options);
  const [chunks] = await Promise.all([tool.output.toArray(), tool.done]);
  return Buffer.concat(chunks).toString("utf8");
}

function ended(child: ChildProcessByStdio<null, Readable, Readable>, told: Told): Promise<void> {
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-4000)));
  const done = new Promise<void>((resolve, reject) => {
    child.on("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "ENOENT" ? aptMissing(child.spawnfile) : error),
    );
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(toolFailed({ ...told, ending: signal ?? `exit code ${code}`, lastWords: words.trim() }));
    });
  });
  // A reader that fails first must not leave this one unhandled.
  done.catch(() => undefined);
  return done;
}
