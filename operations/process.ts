import { stripVTControlCharacters } from "node:util";

import { type BulwarkError, interrupted, toolFailed, toolMissing, toolTooSlow, type ToolFailure } from "./errors";
import { Interrupts } from "./interrupts";

export interface RunOptions {
  /** Where the program starts. @default - the current folder */
  readonly cwd?: string;
  /** Added to this process's environment; `undefined` takes a variable away. @default - the environment as it is */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Given to its standard input. @default - standard input is empty */
  readonly input?: string;
  /** Called with every line of both outputs as it comes. @default - nobody listens */
  readonly onLine?: (line: string) => void;
  /** It is stopped after so many seconds: a guard against hanging, not a limit to aim at. @default - no limit */
  readonly timeoutSeconds?: number;
  /** Exit codes that are an answer, not a failure, e.g. 2 of `terraform plan -detailed-exitcode`. @default [0] */
  readonly acceptExitCodes?: readonly number[];
  /**
   * An interrupt of this process is passed on, and the program's end waited for; the terminal's Ctrl-C reaches it only so.
   * @default false, this process ends at once
   */
  readonly passOnInterrupts?: boolean;
}

export interface RunResult {
  /** Without the last line break. */
  readonly stdout: string;
  /** Without the last line break. */
  readonly stderr: string;
  readonly exitCode: number;
}

/**
 * Runs a program to its end and returns what it printed.
 *
 * @throws BulwarkError with exit code 4 and the program's own last words when it fails, with exit code 3 when there is
 * no such program. Arguments are shown in errors, so they never hold a secret: pass one through `input`.
 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const { execa } = await import("execa");
  const listening = listener(options.onLine);
  const child = execa(command, [...args], {
    cwd: options.cwd ?? process.cwd(),
    env: { ...options.env },
    ...(options.input === undefined ? { stdin: "ignore" as const } : { input: options.input }),
    ...(listening === undefined ? {} : { stdout: listening, stderr: listening }),
    timeout: (options.timeoutSeconds ?? 0) * 1000,
    // A process group of its own: a terminal sends Ctrl-C to all of its own one.
    detached: options.passOnInterrupts ?? false,
    reject: false,
  });
  const interrupts = options.passOnInterrupts ? new Interrupts((signal) => child.kill(signal)) : undefined;
  const ending = (await child) as Ending;
  if (interrupts?.end()) throw interrupted(commandLine([command, ...args]));
  const { stdout, stderr, exitCode } = ending;
  if (exitCode !== undefined && (options.acceptExitCodes ?? [0]).includes(exitCode))
    return { stdout, stderr, exitCode };
  throw failure(ending, [command, ...args], options);
}

/** Whether a process of this machine runs, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The last lines of an output, without colours: 20 lines are an error message, more is a log. */
export function lastWords(output: string, lines = 20): string {
  return stripVTControlCharacters(output).trimEnd().split("\n").slice(-lines).join("\n");
}

/** A command as a person would type it, so that it can be copied out of an error. */
export function commandLine(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(" ");
}

function listener(onLine: RunOptions["onLine"]) {
  if (onLine === undefined) return undefined;
  const passOn = function* (line: unknown) {
    onLine(stripVTControlCharacters(String(line)));
    yield line;
  };
  return ["pipe" as const, passOn] as const;
}

interface Ending {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly code?: string | undefined;
  readonly timedOut: boolean;
  readonly shortMessage?: string | undefined;
}

function failure(ending: Ending, words: readonly string[], options: RunOptions): BulwarkError {
  const cwd = options.cwd ?? process.cwd();
  if (ending.code === "ENOENT" && !ending.shortMessage?.includes("cwd")) return toolMissing(words[0] ?? "");
  const known: ToolFailure = {
    command: commandLine(words),
    cwd,
    ending:
      ending.exitCode === undefined ? (ending.signal ?? ending.code ?? "no exit code") : `exit code ${ending.exitCode}`,
    lastWords: lastWords(ending.stderr.trim() === "" ? ending.stdout : ending.stderr),
  };
  return ending.timedOut ? toolTooSlow(known, options.timeoutSeconds ?? 0) : toolFailed(known);
}
