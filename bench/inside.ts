import { writeFile } from "node:fs/promises";
import { cpus, release, totalmem } from "node:os";
import type Docker from "dockerode";

import { answeringEngineAt } from "../operations/engine/connect";
import type { Compose } from "../operations/setup/compose";
import { noThrowAwayEngine } from "./errors";
import { Round } from "./measure";
import { BulwarkPlatform, ComposePlatform, type Platform } from "./platforms";
import { BenchProject } from "./project";
import type { BenchResult, Machine, Measurement } from "./results";

/** What the part outside of the engine says to the part inside. */
export interface InsideSettings {
  readonly repetitions: number;
  readonly compose: Compose;
  /** The file that the result is written to. */
  readonly resultFile: string;
}

const report = (line: string) => void process.stderr.write(`${line}\n`);

/** Sides take turns, each first once in a while: what a machine does beside the bench should meet them all. */
async function measureAll({ repetitions, compose }: InsideSettings, docker: Docker): Promise<BenchResult> {
  const project = await BenchProject.make();
  const measurements: Measurement[] = [];
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    const platforms = [
      new BulwarkPlatform(project),
      new ComposePlatform(project, docker, compose, { name: `healthy-${repetition}`, waits: true }),
      new ComposePlatform(project, docker, compose, { name: `bare-${repetition}`, waits: false }),
    ];
    for (const platform of turned(platforms, repetition)) {
      const round = new Round(docker, project, platform, (line) => report(`${repetition}. ${line}`));
      measurements.push(await round.measure(repetition));
    }
  }
  const { containers, jobs } = project.declared().manifest;
  const counts = { containers: containers.length, jobs: jobs.length };
  const date = new Date().toISOString();
  return { date, machine: await machineOf(docker), composeVersion: compose.version, ...counts, measurements };
}

function turned(platforms: readonly Platform[], by: number): readonly Platform[] {
  const start = by % platforms.length;
  return [...platforms.slice(start), ...platforms.slice(0, start)];
}

async function machineOf(docker: Docker): Promise<Machine> {
  const { Version } = await docker.version();
  const memoryMiB = Math.round(totalmem() / 1024 / 1024);
  return { cpus: cpus().length, model: cpus()[0]?.model ?? "?", memoryMiB, kernel: release(), engine: Version };
}

async function main(): Promise<void> {
  if (!process.env["BULWARK_TEST_ENGINE"]) throw noThrowAwayEngine();
  const settings = JSON.parse(process.argv[2] ?? "") as InsideSettings;
  const docker = await answeringEngineAt("unix:///var/run/docker.sock");
  await writeFile(settings.resultFile, JSON.stringify(await measureAll(settings, docker), null, 2));
}

main().catch((error: unknown) => {
  report(error instanceof Error ? error.message : String(error));
  process.exitCode = (error as { exitCode?: number }).exitCode ?? 4;
});
