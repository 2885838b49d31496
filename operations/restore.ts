import { z } from "zod";
import type { Environment } from "../config";
import { dataInTheWay, incompleteSnapshot, noSnapshot } from "./backup/errors";
import { Repository, snapshotSchema, type Snapshot } from "./backup/repository";
import { bringBack, whatIsThere } from "./backup/restore-job";
import type { Confirm } from "./confirm";
import { openDeployment, type Deployment } from "./deployment";
import { whileLocked } from "./installation";
import { runLanes, type Lane } from "./progress";
import { projectPaths } from "./project";
import { textTable } from "./table";

export interface RestoreOptions {
  readonly quiet: boolean;
  /** The id of a backup, or `latest`. */
  readonly snapshot: string;
  /** Data that is there may be lost. */
  readonly overwrite: boolean;
  readonly confirm: Confirm;
}

/** The JSON of `bulwark restore`. */
export const restoreSchema = z.strictObject({
  schemaVersion: z.literal(1),
  command: z.literal("restore"),
  environment: z.string(),
  snapshots: z.array(snapshotSchema).describe("all backups, the oldest first"),
  restored: snapshotSchema.nullable().describe("the one that was brought back; null after --list"),
});

export type RestoreResult = z.output<typeof restoreSchema>;

/**
 * Brings back what a backup holds of every component that keeps data. All of it is read before anything is changed.
 *
 * @throws BulwarkError with exit code 1 when there is data and `overwrite` is not said, or it is not confirmed; 4 when the
 * backup cannot be read
 */
export async function restore(environment: Environment, options: RestoreOptions): Promise<RestoreResult> {
  return whileLocked(projectPaths(), environment.name, "restore", async () => {
    const deployment = await openDeployment(environment);
    const repository = new Repository(deployment);
    const snapshots = await repository.snapshots();
    const chosen = chosenOf(snapshots, environment.name, options.snapshot);
    requireComplete(chosen, repository.sources);
    await requireRoom(deployment, options, chosen);
    await runLanes([restoring(deployment, repository, chosen)], options);
    return resultOf(environment, snapshots, chosen);
  });
}

/** The backups of an environment. */
export async function backupsOf(environment: Environment): Promise<RestoreResult> {
  const repository = new Repository(await openDeployment(environment));
  return resultOf(environment, await repository.snapshots(), null);
}

/** The settings that a backup holds, as they were written. */
export async function savedSettings(environment: Environment, snapshot: string): Promise<string> {
  const repository = new Repository(await openDeployment(environment));
  return repository.settings(chosenOf(await repository.snapshots(), environment.name, snapshot));
}

export function restoreText({ environment, snapshots, restored }: RestoreResult): string {
  if (restored)
    return `${environment}: restored ${restored.sources.join(", ")} from ${restored.id} of ${restored.time}`;
  const rows = snapshots.map(({ id, time, sources }) => [id, time, sources.join(", ")]);
  return textTable(["BACKUP", "MADE", "HOLDS"], rows);
}

function chosenOf(snapshots: readonly Snapshot[], environment: string, wanted: string): Snapshot {
  const found = wanted === "latest" ? snapshots.at(-1) : snapshots.find(({ id }) => wanted.startsWith(id));
  if (!found) {
    throw noSnapshot(
      environment,
      wanted,
      snapshots.map(({ id }) => id),
    );
  }
  return found;
}

function requireComplete({ id, sources }: Snapshot, wanted: readonly string[]): void {
  const missing = wanted.filter((source) => !sources.includes(source));
  if (missing.length > 0) throw incompleteSnapshot(id, missing);
}

async function requireRoom(deployment: Deployment, options: RestoreOptions, { id, time }: Snapshot): Promise<void> {
  const entries = deployment.manifest.restores;
  const looked = await Promise.all(
    entries.map(async (entry) => ({ component: entry.component, holds: await whatIsThere(deployment, entry) })),
  );
  const there = looked.filter(({ holds }) => holds.length > 0);
  if (there.length === 0) return;
  if (!options.overwrite) throw dataInTheWay(there);
  const names = there.map(({ component }) => component).join(", ");
  await options.confirm(`this loses what ${names} hold now, for what was saved as ${id} at ${time}`);
}

function restoring(deployment: Deployment, repository: Repository, chosen: Snapshot): Lane {
  const fetched = {
    title: "Read the backup",
    run: (report: (line: string) => void) => repository.fetch(chosen, report),
  };
  const brought = deployment.manifest.restores.map((entry) => ({
    title: `Restore ${entry.component}`,
    run: () => tidyingWhenFailed(repository, () => bringBack(deployment, entry)),
  }));
  return [fetched, ...brought, { title: "Tidy", run: () => repository.tidy() }];
}

/** What was fetched is plain text. */
async function tidyingWhenFailed(repository: Repository, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    await repository.tidy();
    throw error;
  }
}

function resultOf({ name }: Environment, snapshots: readonly Snapshot[], restored: Snapshot | null): RestoreResult {
  return { schemaVersion: 1, command: "restore", environment: name, snapshots: [...snapshots], restored };
}
