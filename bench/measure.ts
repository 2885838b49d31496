import { loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";

import { Traffic } from "./traffic/traffic";
import { restartedWithoutChange } from "./errors";
import type { Platform } from "./platforms";
import { EDITED, type BenchProject } from "./project";
import type { Measurement, RollFigures, Steps, UpFigures } from "./results";
import { runningIds, startTimes, timed, type Expected } from "./watch";

/** Clients ask before and after the edit for so long: what an edit breaks may show late. */
const AROUND_MS = 2000;

interface Measured<Figures> {
  readonly figures: Figures;
  readonly steps: Steps | undefined;
}

/** Measures one platform once: `up` from loaded images, the same again, an edit of one layer under traffic. */
export class Round {
  constructor(
    private readonly docker: Docker,
    private readonly project: BenchProject,
    private readonly platform: Platform,
    private readonly report: (line: string) => void,
  ) {}

  async measure(repetition: number): Promise<Measurement> {
    const { side } = this.platform;
    this.say("prepare");
    await this.project.edit("1");
    await this.platform.prepare();
    const load = loadavg()[0]!;
    const up = await this.up();
    const noChange = await this.again();
    const roll = await this.roll(`${repetition + 1}`);
    this.say("remove");
    await this.platform.remove();
    const figures = { up: up.figures, noChange: noChange.figures, roll: roll.figures };
    if (!up.steps || !noChange.steps || !roll.steps) return { side, repetition, load, ...figures };
    const steps = { up: up.steps, noChange: noChange.steps, roll: roll.steps };
    return { side, repetition, load, ...figures, steps };
  }

  private async up(): Promise<Measured<UpFigures>> {
    this.say("up");
    const began = Date.now();
    const { result: steps, ...figures } = await timed(this.docker, this.expected(), () => this.platform.up());
    const { created, started } = await startTimes(this.docker, this.platform.label);
    const since = (time: number) => (time - began) / 1000;
    return {
      steps,
      figures: { firstContainerCreated: since(created), lastContainerStarted: since(started), ...figures },
    };
  }

  private async again(): Promise<Measured<Measurement["noChange"]>> {
    this.say("no change");
    const before = await this.ids();
    const began = performance.now();
    const steps = await this.platform.up();
    const commandEnded = (performance.now() - began) / 1000;
    const after = new Set((await this.ids()).values());
    const gone = [...before].filter(([, id]) => !after.has(id)).map(([name]) => name);
    if (gone.length > 0) throw restartedWithoutChange(this.platform.side, gone);
    return { steps, figures: { commandEnded } };
  }

  private async roll(version: string): Promise<Measured<RollFigures>> {
    this.say("edit one layer under traffic");
    const old = [...(await this.ids())].filter(([name]) => name.includes(`-${EDITED}`)).map(([, id]) => id);
    await this.platform.edit(version);
    const traffic = Traffic.start(this.project.target());
    await pause(AROUND_MS);
    const expected = this.expected(new Set(old));
    const { result: steps, ...figures } = await timed(this.docker, expected, () => this.platform.up());
    await pause(AROUND_MS);
    const report = await traffic.stop();
    report.failures.forEach((line) => this.say(line));
    const { requests, failed, p50Ms, p99Ms, maxMs } = report.total;
    return { steps, figures: { ...figures, requests, failed, p50Ms, p99Ms, maxMs } };
  }

  private expected(gone: ReadonlySet<string> = new Set()): Expected {
    const { manifest } = this.project.declared();
    const counts = { healthy: manifest.containers.length, jobsDone: manifest.jobs.length };
    return { label: this.platform.label, ...counts, gone };
  }

  private ids(): Promise<ReadonlyMap<string, string>> {
    return runningIds(this.docker, this.platform.label);
  }

  private say(line: string): void {
    this.report(`${this.platform.side}: ${line}`);
  }
}
