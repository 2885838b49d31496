import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { packageRoot } from "../config/package-root";
import { cacheRoot } from "../operations/setup/cache";
import { composeFor } from "../operations/setup/compose";
import { pins } from "../operations/setup/pins";
import { ensureTestPrograms } from "../operations/testing/programs";
import { engineRunFailed, repetitionsWrong } from "./errors";
import type { InsideSettings } from "./inside";
import type { BenchResult } from "./results";
import { benchReport } from "./table";

export interface BenchOptions {
  readonly repetitions: number;
  /** Where the result goes, as JSON. @default - nowhere, it is printed as tables only */
  readonly output?: string;
  readonly report: (line: string) => void;
}

/**
 * Bulwark and docker compose side by side, with the same platform, in a throw-away engine. Returns tables for people.
 *
 * @throws BulwarkError with exit code 3 without root, which such an engine needs
 */
export async function bench({ repetitions, output, report }: BenchOptions): Promise<string> {
  const env = await ensureTestPrograms(report);
  const compose = await composeFor({ cacheRoot: cacheRoot(), pins: pins(), report });
  const folder = await mkdtemp(join(tmpdir(), "bulwark-bench-result-"));
  const resultFile = join(folder, "result.json");
  try {
    await runInEngine({ repetitions, compose, resultFile }, env);
    if (output !== undefined) await cp(resultFile, output);
    return benchReport(JSON.parse(await readFile(resultFile, "utf8")) as BenchResult);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws BulwarkError with exit code 2 for anything but a whole number from 1 on */
export function repetitionsOf(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw repetitionsWrong(text);
  return Number(text);
}

async function runInEngine(settings: InsideSettings, env: Readonly<Record<string, string>>): Promise<void> {
  const runner = join(packageRoot(), "__tests__", "support", "engine", "run-in-engine.js");
  const command = [process.execPath, join(packageRoot(), "dist", "bench", "inside.js"), JSON.stringify(settings)];
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, [runner, "--", ...command], {
      env: { ...process.env, ...env },
      stdio: ["ignore", 2, 2],
    });
    child.on("error", reject).on("close", resolve);
  });
  if (code !== 0) throw engineRunFailed(code);
}
