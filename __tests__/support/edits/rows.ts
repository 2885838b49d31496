import { Lifecycle, type Job, type ScheduledJob, type Spec } from "../../../constructs/core";
import { AROUND_EDITS } from "./around-edits";
import type { Edit, Edits } from "./edit";
import { SPEC_EDITS } from "./spec-edits";

/** An edit of one container: of a component of its own, or of a job. */
export interface Row<T = unknown> {
  /** Of the component or job. */
  readonly id: string;
  /** All fields that the edit is a row of. */
  readonly fields: readonly string[];
  readonly edit: Edit<T>;
}

export interface SpecRow extends Row<Spec> {
  readonly lifecycle: Lifecycle;
}

interface Table<T> {
  readonly [name: string]: Edits<Edit<T>> | Table<T>;
}

/** The components whose jobs are edited one by one. */
export const JOBS = "jobs";
export const SCHEDULED = "scheduled";

/** Where nothing else is said: those that neither are waited for nor need a name for each generation. */
const STOPPED_FIRST = [Lifecycle.EXCLUSIVE, Lifecycle.STATEFUL] as const;

export function specRows(): readonly SpecRow[] {
  const { each: _jobs, ...jobs } = SPEC_EDITS.jobs;
  const { each: _scheduled, ...scheduled } = SPEC_EDITS.scheduled;
  const rows = rowsOf<Spec>({ ...SPEC_EDITS, jobs, scheduled, ...AROUND_EDITS });
  return rows.flatMap((row, index) => {
    const lifecycles = row.edit.on ?? [STOPPED_FIRST[index % 2]!];
    const idOn = (lifecycle: Lifecycle) => (lifecycles.length > 1 ? `${row.id}-${lifecycle}` : row.id);
    return lifecycles.map((lifecycle) => ({ ...row, id: idOn(lifecycle), lifecycle }));
  });
}

export function jobRows(): readonly Row<Job>[] {
  return rowsOf<Job>(SPEC_EDITS.jobs.each);
}

export function scheduledRows(): readonly Row<ScheduledJob>[] {
  return rowsOf<ScheduledJob>(SPEC_EDITS.scheduled.each);
}

/** One edit may be the row of several fields. */
function rowsOf<T>(table: Table<T>): readonly Row<T>[] {
  const fields = new Map<Edit<T>, readonly string[]>();
  for (const [field, edit] of flat(table, [])) fields.set(edit, [...(fields.get(edit) ?? []), field]);
  const counts = new Map<string, number>();
  return [...fields].map(([edit, names]) => {
    const count = (counts.get(names[0]!) ?? 0) + 1;
    counts.set(names[0]!, count);
    return { id: `${kebab(names[0]!)}${count > 1 ? `-${count}` : ""}`, fields: names, edit };
  });
}

function flat<T>(table: Table<T>, path: readonly string[]): readonly (readonly [string, Edit<T>])[] {
  return Object.entries(table).flatMap(([name, inner]) => {
    if (!isEdits(inner)) return flat(inner, name === "each" ? path : [...path, name]);
    const field = name === "edited" ? path : [...path, name];
    return inner.map((edit) => [field.join("."), edit] as const);
  });
}

const isEdits = <T>(inner: Edits<Edit<T>> | Table<T>): inner is Edits<Edit<T>> => Array.isArray(inner);

const kebab = (field: string) => field.replace(/\./g, "-").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
