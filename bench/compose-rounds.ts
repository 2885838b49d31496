import type Docker from "dockerode";

import type { Compose } from "../operations/setup/compose";
import { machine } from "./machine";
import { Round } from "./measure";
import type { PartOptions } from "./parts";
import { BulwarkPlatform, ComposePlatform, type Platform } from "./platforms";
import { BenchProject } from "./project";
import type { BenchResult, Measurement } from "./results";

export interface ComposeRoundsOptions extends PartOptions {
  readonly compose: Compose;
}

/** Sides take turns, each first once in a while: what a machine does beside the bench should meet them all. */
export async function measureCompose(options: ComposeRoundsOptions, docker: Docker): Promise<BenchResult> {
  const { repetitions, compose, report } = options;
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
  const { Version: engine } = await docker.version();
  const date = new Date().toISOString();
  return { date, machine: { ...machine(), engine }, composeVersion: compose.version, ...counts, measurements };
}

function turned(platforms: readonly Platform[], by: number): readonly Platform[] {
  const start = by % platforms.length;
  return [...platforms.slice(start), ...platforms.slice(0, start)];
}
