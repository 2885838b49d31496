import { z } from "zod";
import type { Deployment } from "../deployment";
import { execIn, type Ended } from "../engine/exec";
import type { ContainerEntry, Manifest } from "../manifest";
import { noBackup, repositoryDamaged, stepFailed } from "./errors";

type Report = (line: string) => void;

const snapshots = z.array(z.object({ short_id: z.string(), time: z.string(), paths: z.array(z.string()) }));

/** A backup as its repository knows it. */
export const snapshotSchema = z.strictObject({
  id: z.string(),
  time: z.string().describe("when it was made, as ISO 8601"),
  sources: z.array(z.string()).describe("what it holds; configuration is the environment's settings"),
});

export type Snapshot = z.output<typeof snapshotSchema>;

/** The script's own words for: the repository cannot be opened, or is in use. */
const CANNOT_OPEN = 3;

/** What the containers of a backup do, for whoever asks them: the same scripts that their schedules run. */
export class Repository {
  private readonly saver: ContainerEntry;
  private readonly backup: string;

  /** @throws BulwarkError with exit code 2 for an environment without a backup */
  constructor(private readonly deployment: Pick<Deployment, "docker" | "manifest">) {
    const { manifest } = deployment;
    if (manifest.backup === undefined) throw noBackup(manifest.environment);
    this.backup = manifest.backup;
    this.saver = containerOf(manifest, `${this.backup}/save`);
  }

  /** Components whose data is saved. */
  get sources(): readonly string[] {
    return this.deployment.manifest.restores.map(({ component }) => component);
  }

  /** By the clock of the host. */
  async now(): Promise<string> {
    return (await this.run("reading the clock", this.saver, ["date", "+%s"])).stdout.trim();
  }

  async dump(source: string, report: Report): Promise<void> {
    const container = containerOf(this.deployment.manifest, `${source}/dump`);
    await this.run(`the dump of ${source}`, container, ["/bin/sh", "/config/keep-dump.sh"], report);
  }

  /** Saves the dumps that were begun then or later. */
  async save(since: string, report: Report): Promise<void> {
    await this.script("saving", report, "save", since);
  }

  /** Reads all of the repository. @throws BulwarkError with exit code 1 when it is damaged */
  async check(report: Report): Promise<void> {
    const { code, said } = await this.ended("check", report);
    if (code === CANNOT_OPEN) throw stepFailed("opening the repository", this.saver.name, said);
    if (code !== 0) throw repositoryDamaged(said);
  }

  /** The oldest first. */
  async snapshots(): Promise<readonly Snapshot[]> {
    const { stdout } = await this.script("listing the backups", () => undefined, "list");
    return snapshots
      .parse(JSON.parse(stdout))
      .map(({ short_id: id, time, paths }) => ({ id, time, sources: paths.map(sourceOf).sort() }));
  }

  /** Brings what was saved of every source to where the restore jobs find it. */
  async fetch({ id }: Snapshot, report: Report): Promise<void> {
    await this.script(`reading backup ${id}`, report, "fetch", id);
  }

  async settings({ id }: Snapshot): Promise<string> {
    return (await this.script(`reading backup ${id}`, () => undefined, "settings", id)).stdout;
  }

  /** Removes what was fetched. */
  async tidy(): Promise<void> {
    await this.script("tidying up", () => undefined, "tidy");
  }

  private async script(what: string, report: Report, ...args: readonly string[]): Promise<Ended> {
    return this.run(what, this.saver, ["/bin/sh", "/config/backup.sh", ...args], report);
  }

  private ended(verb: string, report: Report): Promise<Ended> {
    return execIn(this.deployment.docker, this.saver.name, ["/bin/sh", "/config/backup.sh", verb], report);
  }

  private async run(
    what: string,
    { name }: ContainerEntry,
    command: readonly string[],
    report?: Report,
  ): Promise<Ended> {
    const ended = await execIn(this.deployment.docker, name, command, report);
    if (ended.code !== 0) throw stepFailed(what, name, ended.said);
    return ended;
  }
}

function containerOf({ containers }: Manifest, component: string): ContainerEntry {
  return containers.find((one) => one.component === component)!;
}

/** `/staging/postgres/dump` is of `postgres`. */
const sourceOf = (path: string) => /^\/staging\/([^/]+)\//.exec(path)?.[1] ?? path.replace(/^.*\//, "");
