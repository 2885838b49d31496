import { JobPhase, type Manifest } from "../manifest";

export enum StepAction {
  RUN_JOB = "run job again",
  RESTART = "restart",
}

/** One thing to do so that a changed secret comes to be used. */
export interface Step {
  readonly action: StepAction;
  readonly container: string;
  readonly component: string;
  /** The names of the changed secrets that it reads; empty when it only follows one that reads them. */
  readonly secrets: readonly string[];
}

/** A container as the engine has it. */
export interface Observed {
  readonly name: string;
  readonly startedAt: Date;
  readonly secrets: readonly { readonly name: string; readonly modified: Date }[];
}

type Parts = Pick<Manifest, "environment" | "containers" | "jobs">;

/**
 * What must run again because a secret's file is newer than the container that reads it: a container keeps the file
 * that it was started with. Nothing need be remembered for that, so an interrupted run is made good by the next one.
 *
 * Servers come before those who use them. Within a component: the jobs before it, its containers, the jobs after it.
 */
export function stepsFor(manifest: Parts, observed: readonly Observed[]): readonly Step[] {
  const byName = new Map(observed.map((one) => [one.name, one]));
  return componentOrder(manifest).flatMap((component) => stepsOf(component, manifest, byName));
}

/** Components, each after those whose networks it joins: a component that is used owns a network named like it. */
export function componentOrder({ environment, containers }: Parts): readonly string[] {
  const known = new Set(containers.map(({ component }) => component));
  const ordered = new Set<string>();
  const visited = new Set<string>();
  const visit = (component: string): void => {
    if (visited.has(component)) return;
    visited.add(component);
    const networks = containers.filter((one) => one.component === component).flatMap((one) => one.networks);
    const owners = networks.map((network) => network.slice(environment.length + 1)).filter((owner) => known.has(owner));
    owners.forEach(visit);
    ordered.add(component);
  };
  known.forEach(visit);
  return [...ordered];
}

function stepsOf(
  component: string,
  { containers, jobs }: Parts,
  observed: ReadonlyMap<string, Observed>,
): readonly Step[] {
  const there = <E extends { readonly name: string; readonly component: string }>(
    entries: readonly E[],
  ): readonly E[] => entries.filter((entry) => entry.component === component && observed.has(entry.name));
  const changed = (name: string) => changedSecrets(observed.get(name)!);
  const inPhase = (phase: JobPhase) => there(jobs.filter((job) => job.phase === phase)).map(({ name }) => name);
  const [before, after] = [inPhase(JobPhase.BEFORE), inPhase(JobPhase.AFTER)];
  const again = [...before, ...after].some((name) => changed(name).length > 0);
  const relearns = learnsAtStart(before, after, observed);
  const servers = there(containers)
    .map(({ name }) => name)
    .filter((name) => relearns || changed(name).length > 0);
  const step =
    (action: StepAction) =>
    (container: string): Step => ({ action, container, component, secrets: changed(container) });
  return [
    ...(again ? before : []).map(step(StepAction.RUN_JOB)),
    ...servers.map(step(StepAction.RESTART)),
    ...(again ? after : []).map(step(StepAction.RUN_JOB)),
  ];
}

/**
 * True when a job after the start logs in with a changed secret that a job before the start installs: the running
 * server knows the old value still, and would refuse it.
 */
function learnsAtStart(
  before: readonly string[],
  after: readonly string[],
  observed: ReadonlyMap<string, Observed>,
): boolean {
  const installed = new Set(before.flatMap((name) => observed.get(name)!.secrets.map((secret) => secret.name)));
  return after.some((name) => changedSecrets(observed.get(name)!).some((secret) => installed.has(secret)));
}

function changedSecrets({ startedAt, secrets }: Observed): readonly string[] {
  return secrets.filter(({ modified }) => modified.getTime() >= startedAt.getTime()).map(({ name }) => name);
}
