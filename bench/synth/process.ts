import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run } from "../../operations/process";
import { noFiguresLeft } from "../errors";

/** What a program took from its start to its end. */
export interface ProcessFigures {
  readonly seconds: number;
  /** Of all its Node processes, in user and kernel mode: a busy machine changes it less than `seconds`. */
  readonly cpuSeconds: number;
  /** Of the largest of its Node processes: the most that was in memory at once. */
  readonly peakMiB: number;
}

export interface Program {
  /** The program and its arguments. */
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** @default - 0 alone */
  readonly acceptExitCodes?: readonly number[];
}

const GUARD_SECONDS = 600;

/**
 * Runs a Node program, and those that it starts, to the end.
 *
 * @throws BulwarkError with exit code 4 when it fails, or no process told its figures
 */
export async function measured({ words, cwd, env, acceptExitCodes }: Program): Promise<ProcessFigures> {
  const folder = await mkdtemp(join(tmpdir(), "bulwark-bench-figures-"));
  const [command = "", ...args] = words;
  const require = `--require=${JSON.stringify(join(__dirname, "figures-at-exit.js"))}`;
  const options = { cwd, env: { ...env, NODE_OPTIONS: require, BULWARK_BENCH_FIGURES: folder } };
  try {
    const began = performance.now();
    await run(command, args, {
      ...options,
      timeoutSeconds: GUARD_SECONDS,
      ...(acceptExitCodes && { acceptExitCodes: [...acceptExitCodes] }),
    });
    const seconds = (performance.now() - began) / 1000;
    return { seconds, ...(await figuresIn(folder, words)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function figuresIn(folder: string, words: readonly string[]): Promise<Omit<ProcessFigures, "seconds">> {
  const texts = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), "utf8")));
  const all = texts.map((text) => JSON.parse(text) as Omit<ProcessFigures, "seconds">);
  if (all.length === 0) throw noFiguresLeft(words.join(" "));
  return {
    cpuSeconds: all.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    peakMiB: Math.max(...all.map(({ peakMiB }) => peakMiB)),
  };
}
