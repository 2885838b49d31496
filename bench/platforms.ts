import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import type Docker from "dockerode";

import { run } from "../operations/process";
import type { Compose } from "../operations/setup/compose";
import { writeCompose } from "./compose-file";
import type { BenchProject } from "./project";
import { Side, type Steps } from "./results";
import { containersOf } from "./watch";

/** One way to run the same platform. */
export interface Platform {
  readonly side: Side;
  /** Carried by each of its containers. */
  readonly label: string;
  /** What is not measured: images, secrets, a generated file. */
  prepare(): Promise<void>;
  /** Seconds of its own steps, where it tells them. */
  up(): Promise<Steps | undefined>;
  /** Changes one layer's declaration; `up` applies it. */
  edit(version: string): Promise<void>;
  /** Everything, data included. */
  remove(): Promise<void>;
}

export class BulwarkPlatform implements Platform {
  readonly side = Side.BULWARK;
  readonly label: string;

  constructor(private readonly project: BenchProject) {
    this.label = project.label;
  }

  prepare(): Promise<void> {
    return this.project.bulwark("env");
  }

  /** Listr tells when a step has ended: `[COMPLETED] Images: 5 present`. */
  async up(): Promise<Steps> {
    const steps: Record<string, number> = {};
    let before = performance.now();
    await this.project.bulwark("up", ["--yes"], (line) => {
      const title = /\[COMPLETED\] ([^:]+)/.exec(line)?.[1];
      if (title === undefined) return;
      const now = performance.now();
      steps[title] = (now - before) / 1000;
      before = now;
    });
    return steps;
  }

  edit(version: string): Promise<void> {
    return this.project.edit(version);
  }

  remove(): Promise<void> {
    return this.project.bulwark("down", ["--volumes", "--yes"]);
  }
}

export class ComposePlatform implements Platform {
  readonly side: Side;
  readonly label: string;
  private folder = "";
  private file = "";

  constructor(
    private readonly project: BenchProject,
    private readonly docker: Docker,
    private readonly compose: Compose,
    private readonly options: { readonly name: string; readonly waits: boolean },
  ) {
    this.side = options.waits ? Side.COMPOSE_HEALTHY : Side.COMPOSE_BARE;
    this.label = `com.docker.compose.project=${options.name}`;
  }

  async prepare(): Promise<void> {
    await this.project.bulwark("env");
    this.folder = await mkdtemp(join(this.project.folder, "compose-"));
    await this.write();
  }

  async up(): Promise<undefined> {
    await this.run("up", "--detach");
  }

  async edit(version: string): Promise<void> {
    await this.project.edit(version);
    await this.project.bulwark("synth");
    await this.write();
  }

  /** One container at a time: engine 20.10 leaks endpoints of networks when compose removes many at once. */
  async remove(): Promise<void> {
    for (const { Id } of await containersOf(this.docker, this.label)) {
      await this.docker.getContainer(Id).remove({ force: true, v: true });
    }
    await this.run("down", "--volumes");
  }

  private async write(): Promise<void> {
    const { waits } = this.options;
    this.file = await writeCompose(this.project.declared(), { waits, folder: this.folder });
  }

  private async run(...args: readonly string[]): Promise<void> {
    const [program = "", ...first] = this.compose.command;
    const words = [...first, "--project-name", this.options.name, "--file", this.file, ...args];
    await run(program, words, { cwd: this.folder, timeoutSeconds: 600 });
  }
}
