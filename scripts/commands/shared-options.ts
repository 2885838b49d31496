import type { Command } from "commander";

/** Without an option of its own: every command takes `--quiet` from the program. */
export function isQuiet(command: Command): boolean {
  return command.optsWithGlobals<{ quiet?: boolean }>().quiet ?? false;
}

/** Lines for people who wait, on standard error; none with `--quiet`. */
export function progressOf(command: Command): (line: string) => void {
  return isQuiet(command) ? () => undefined : (line) => void process.stderr.write(`${line}\n`);
}
