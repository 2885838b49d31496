import type { ContainerMounts } from "@cdktf/provider-docker/lib/container";
import { JobPhase, type Component, type Job, type Spec } from "../../../core";
import { jobAttributes, type Surroundings } from "./container-attributes";

/** What brings back the data of a component, as `bulwark restore` runs it. */
export interface RestoreEntry {
  readonly component: string;
  readonly image: string;
  readonly user: string;
  readonly memoryMiB: number;
  readonly processes: number;
  readonly command: readonly string[];
  readonly networks: readonly string[];
  readonly mounts: readonly {
    readonly type: string;
    readonly source: string;
    readonly target: string;
    readonly readOnly: boolean;
  }[];
  /** Folders in memory, with the engine's options. */
  readonly temporary: Readonly<Record<string, string>>;
}

/** The restore jobs of a component: no resources, since nothing is to be restored when something is applied. */
export function restoresOf(
  component: Component,
  spec: Spec,
  around: (job: Job) => Surroundings,
): readonly RestoreEntry[] {
  const jobs = spec.jobs.filter(({ phase }) => phase === JobPhase.RESTORE);
  return jobs.map((job) => restoreEntry(component, spec, job, around(job)));
}

function restoreEntry(component: Component, spec: Spec, job: Job, around: Surroundings): RestoreEntry {
  const { image, user, memory, mounts, tmpfs } = jobAttributes(component, spec, job, around);
  return {
    component: component.name,
    image,
    user: user!,
    memoryMiB: memory!,
    processes: spec.resources.processes,
    command: job.command,
    networks: around.memberships.map(({ network }) => network),
    mounts: (mounts as readonly ContainerMounts[]).map(({ type, source, target, readOnly }) => ({
      type,
      source: source!,
      target,
      readOnly: readOnly === true,
    })),
    temporary: tmpfs ?? {},
  };
}
