import type { ContainerMounts } from "@cdktf/provider-docker/lib/container";
import { JobPhase, type Component, type Job, type Spec } from "../../../core";
import { jobAttributes, type Surroundings } from "./container-attributes";

/** A check of configuration, as `up` runs it. */
export interface CheckEntry {
  readonly component: string;
  readonly name: string;
  readonly image: string;
  readonly user: string;
  readonly memoryMiB: number;
  readonly command: readonly string[];
  /** Mounted at /config. */
  readonly configVolume: string;
  readonly secrets: readonly { readonly source: string; readonly target: string }[];
}

/** The checks of a component: no resources, since an apply that has begun has changed something. */
export function checksOf(component: Component, spec: Spec, around: (job: Job) => Surroundings): readonly CheckEntry[] {
  const checks = spec.jobs.filter(({ phase }) => phase === JobPhase.CHECK);
  return checks.map((job) => checkEntry(component, spec, job, around(job)));
}

function checkEntry(component: Component, spec: Spec, job: Job, around: Surroundings): CheckEntry {
  const { image, user, memory, mounts } = jobAttributes(component, spec, job, around);
  const secrets = (mounts as readonly ContainerMounts[]).filter(({ type }) => type === "bind");
  return {
    component: component.name,
    name: job.name,
    image,
    user: user!,
    memoryMiB: memory!,
    command: job.command,
    configVolume: around.configVolume!,
    secrets: secrets.map(({ source, target }) => ({ source: source!, target })),
  };
}
