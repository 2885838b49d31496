import { z } from "zod";
import type { Environment } from "../config";
import { Repository, snapshotSchema, type Snapshot } from "./backup/repository";
import { openDeployment, type Deployment } from "./deployment";
import { whileLocked } from "./installation";
import { runLanes, type Lane } from "./progress";
import { projectPaths } from "./project";
import { pathOnHost } from "./secrets";

export interface BackupOptions {
  readonly quiet: boolean;
  /** Makes none, and reads all of the repository instead. */
  readonly check: boolean;
}

/** The JSON of `bulwark backup`. */
export const backupSchema = z.strictObject({
  schemaVersion: z.literal(1),
  command: z.literal("backup"),
  environment: z.string(),
  snapshot: snapshotSchema.nullable().describe("the last backup; null where there is none"),
  made: z.boolean().describe("false after --check"),
  password: z.string().describe("the file on the Docker host without which no backup can be read"),
});

export type BackupResult = z.output<typeof backupSchema>;

/**
 * Makes a backup now, as the schedule does, or reads all of the repository.
 *
 * @throws BulwarkError with exit code 1 when the repository is damaged, 2 without a backup in the environment, 4 when a
 * dump or saving it fails
 */
export async function backup(environment: Environment, options: BackupOptions): Promise<BackupResult> {
  return whileLocked(projectPaths(), environment.name, "backup", async () => {
    const deployment = await openDeployment(environment);
    const repository = new Repository(deployment);
    await runLanes([options.check ? checking(repository) : saving(repository)], options);
    const snapshot = (await repository.snapshots()).at(-1) ?? null;
    return resultOf(deployment, snapshot, !options.check);
  });
}

export function backupText({ environment, snapshot, made, password }: BackupResult): string {
  const last = snapshot ? `${snapshot.id} of ${snapshot.time}: ${snapshot.sources.join(", ")}` : "none";
  return (
    `${environment}: ${made ? "saved as" : "the repository is whole; the last backup is"} ${last}\n` +
    `No backup can be read without the password in ${password} on the Docker host: keep a copy elsewhere.`
  );
}

function checking(repository: Repository): Lane {
  return [{ title: "Read all of the repository", run: (report) => repository.check(report) }];
}

function saving(repository: Repository): Lane {
  let since: string;
  const clock = { title: "Begin", run: async () => void (since = await repository.now()) };
  const dumps = repository.sources.map((source) => ({
    title: `Dump ${source}`,
    run: (report: (line: string) => void) => repository.dump(source, report),
  }));
  return [clock, ...dumps, { title: "Save", run: (report) => repository.save(since, report) }];
}

function resultOf({ manifest }: Deployment, snapshot: Snapshot | null, made: boolean): BackupResult {
  const password = pathOnHost(manifest, `${manifest.backup}-password`)!;
  return { schemaVersion: 1, command: "backup", environment: manifest.environment, snapshot, made, password };
}
