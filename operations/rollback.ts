import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Environment } from "../config";
import { openDeployment, type Deployment } from "./deployment";
import { declaredGenerations, Installation, whileLocked, type Generation } from "./installation";
import { blockName, readStack, STACK_FILE, type SynthesizedStack } from "./manifest";
import { noEarlierGeneration, notRolling, unknownLayer } from "./platform/errors";
import { waitUntilHealthy } from "./platform/health";
import { withJobLogs } from "./platform/jobs";
import { limitProcesses } from "./platform/process-limits";
import { runLanes, type Lane } from "./progress";
import { projectPaths } from "./project";
import { setUpLanes } from "./set-up";
import { TerraformRunner } from "./terraform/runner";

export interface RollbackOptions {
  readonly quiet: boolean;
}

/**
 * Takes one layer back to the generation before the one that serves, as a roll; nothing else is touched, the YAML stays as
 * it is. Returns what to edit there, since the next `up` follows the YAML.
 *
 * @throws BulwarkError with exit code 1 when there is none to go back to, 2 for a layer that is not there or does not roll
 */
export async function rollback(environment: Environment, layer: string, options: RollbackOptions): Promise<string> {
  const { tools, engine, terraform } = setUpLanes(environment.settings.hosts.main.docker);
  await runLanes([tools, engine], options);
  return whileLocked(projectPaths(), environment.name, "rollback", async () => {
    const deployment = await openDeployment(environment);
    const runner = new TerraformRunner(terraform(), deployment.folder, () => undefined);
    const rollbackOf = new Rollback(deployment, layer, runner);
    await runLanes([rollbackOf.lane], options);
    return `${environment.name}: ${layer} is back at the generation before\n${rollbackOf.advice}`;
  });
}

class Rollback {
  private readonly installation: Installation;
  private wanted: Generation | undefined;

  constructor(
    private readonly deployment: Deployment,
    private readonly layer: string,
    private readonly terraform: TerraformRunner,
  ) {
    this.installation = new Installation(deployment, terraform);
  }

  readonly lane: Lane = [
    { title: "Installation", run: () => this.open() },
    { title: "Roll", run: () => this.roll() },
    { title: "Health", run: (report) => this.health(report) },
  ];

  /** What to edit, so that the next `up` does not roll forward again. */
  get advice(): string {
    const { environment } = this.deployment;
    const now = environment.settings.platform.layers[this.layer];
    const edits = differences(now, this.wanted?.settings, `platform.layers.${this.layer}`);
    if (edits.length === 0) return "Its settings are the same: the image, or Bulwark itself, has changed.";
    return `The next 'bulwark up' follows ${environment.file} again. To stay here, edit there:\n${edits.join("\n")}`;
  }

  private async open(): Promise<void> {
    const { manifest } = this.deployment;
    const declared = declaredGenerations(this.deployment);
    const known = manifest.containers.map(({ component }) => component);
    if (!known.includes(this.layer)) throw unknownLayer(this.layer, [...new Set(known)]);
    if (!declared[this.layer]) throw notRolling(this.layer);
    await this.terraform.init();
    await this.installation.open({ adopt: false, confirm: () => Promise.resolve() });
    this.wanted = this.installation.layer(this.layer)?.previous;
    if (!this.wanted) throw noEarlierGeneration(this.layer);
  }

  private async roll(): Promise<void> {
    const { folder, manifest } = this.deployment;
    const stack = readStack(folder);
    const own = [...manifest.containers, ...manifest.jobs].filter(({ component }) => component === this.layer);
    const blocks = replaced(
      stack,
      own.map(({ address }) => address),
      this.wanted!,
    );
    await writeFile(join(folder, STACK_FILE), JSON.stringify({ ...stack, resource: { ...stack.resource, ...blocks } }));
    const targets = Object.keys(this.wanted!.resources).map((name) => `-target=docker_container.${name}`);
    await this.terraform.plan(targets);
    await withJobLogs(this.deployment, () => this.terraform.apply());
  }

  private async health(report: (line: string) => void): Promise<void> {
    const { docker, manifest } = this.deployment;
    const rolled = { ...manifest, containers: this.wanted!.containers };
    await limitProcesses(docker, rolled);
    await waitUntilHealthy(docker, rolled, report);
    await this.installation.noteLayer(this.layer, this.wanted!);
  }
}

/** The stack with the blocks of one generation in place of those of the layer now. */
function replaced(stack: SynthesizedStack, addresses: readonly string[], { resources }: Generation) {
  const names = new Set(addresses.map(blockName));
  const others = Object.entries(stack.resource.docker_container).filter(([name]) => !names.has(name));
  return { docker_container: { ...Object.fromEntries(others), ...resources } };
}

/** `path: now → then`, one line for each setting that differs. */
function differences(now: unknown, then: unknown, path: string): readonly string[] {
  if (isDeepStrictEqual(now, then)) return [];
  if (!isRecord(now) || !isRecord(then)) return [`  ${path}: ${shown(now)} → ${shown(then)}`];
  const keys = [...new Set([...Object.keys(now), ...Object.keys(then)])].sort();
  return keys.flatMap((key) => differences(now[key], then[key], `${path}.${key}`));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const shown = (value: unknown) => (value === undefined ? "(left out)" : JSON.stringify(value));
