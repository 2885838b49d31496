import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { packageRoot } from "../config/package-root";
import { cacheRoot } from "../operations/setup/cache";
import { composeFor } from "../operations/setup/compose";
import { pins } from "../operations/setup/pins";
import { ensureTestPrograms } from "../operations/testing/programs";
import { engineRunFailed } from "./errors";
import type { InsideSettings } from "./inside";
import type { PartOptions } from "./parts";
import type { ProxyResult } from "./proxy/results";
import type { BenchResult } from "./results";

/** Bulwark and docker compose side by side, with the same platform. */
export async function benchCompose({ repetitions, report }: PartOptions): Promise<BenchResult> {
  const env = await ensureTestPrograms(report);
  const compose = await composeFor({ cacheRoot: cacheRoot(), pins: pins(), report });
  return (await resultOf({ repetitions, compose }, env)) as BenchResult;
}

/** The way in and what is behind it, side by side. */
export async function benchProxy({ repetitions, report }: PartOptions): Promise<ProxyResult> {
  const env = await ensureTestPrograms(report);
  return (await resultOf({ repetitions }, env)) as ProxyResult;
}

async function resultOf(
  settings: Omit<InsideSettings, "resultFile">,
  env: Readonly<Record<string, string>>,
): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "bulwark-bench-result-"));
  const resultFile = join(folder, "result.json");
  try {
    await runInEngine({ ...settings, resultFile }, env);
    return JSON.parse(await readFile(resultFile, "utf8"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
