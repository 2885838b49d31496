import type Docker from "dockerode";
import { readManifest } from "../../../operations/manifest";
import { limitProcesses } from "../../../operations/platform/process-limits";
import { textTable } from "../../../operations/table";
import { Change } from "./edit";
import { Platform, type Observed } from "./observed";
import { JOBS, SCHEDULED, jobRows, scheduledRows, specRows, type Row } from "./rows";
import type { Actions, StackFolder } from "./stack-folder";

/** A version of the platform, applied: what Terraform planned, and what then runs. */
export interface Applied {
  readonly actions: Actions;
  readonly platform: Platform;
  /** By row. */
  readonly observed: ReadonlyMap<Row, Observed>;
}

const COMPONENT_ROWS = specRows();
const JOB_ROWS = jobRows();
const SCHEDULED_ROWS = scheduledRows();

/** By what they are about. */
export const ROWS: readonly (readonly [about: string, rows: readonly Row[]])[] = [
  ["a component", COMPONENT_ROWS],
  ["a job", JOB_ROWS],
  ["a scheduled job", SCHEDULED_ROWS],
];

/** Applies a version as `up` does, and reads every row. */
export async function applied(docker: Docker, folder: StackFolder, json: string): Promise<Applied> {
  const actions = await folder.apply(json);
  const manifest = readManifest(folder.applied);
  await limitProcesses(docker, manifest);
  const platform = await Platform.read(docker, manifest);
  const observed = new Map<Row, Observed>();
  for (const row of COMPONENT_ROWS) observed.set(row, await platform.ofComponent(row));
  for (const row of JOB_ROWS) observed.set(row, await platform.ofJob(row, JOBS));
  for (const row of SCHEDULED_ROWS) observed.set(row, await platform.ofJob(row, SCHEDULED));
  return { actions, platform, observed };
}

/** What happened to the container of a row between two versions. */
export function changeOf(row: Row, before: Applied, after: Applied): Change {
  const [old, now] = [before, after].map(({ observed }) => observed.get(row)!);
  if (old!.id !== now!.id) return Change.REPLACED;
  return after.actions[now!.address ?? ""] === "update" ? Change.IN_PLACE : Change.UNTOUCHED;
}

/** Each row, its two values, where they show, and what happened to the container. */
export function editsTable(before: Applied, after: Applied): string {
  const short = (value: unknown) => (JSON.stringify(value) ?? "nothing").slice(0, 50);
  const lines = ROWS.flatMap(([about, rows]) =>
    rows.map((row) => {
      const [from, to] = [before, after].map(({ observed }) => short(observed.get(row)?.value));
      return [about, row.fields.join(", "), from!, to!, row.edit.reading.how, changeOf(row, before, after)];
    }),
  );
  return textTable(["OF", "FIELD", "FROM", "TO", "SHOWS IN", "CONTAINER"], lines);
}
