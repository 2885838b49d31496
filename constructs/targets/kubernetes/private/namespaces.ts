import { VolumeContent, type Component, type Spec } from "../../../core";
import type { NamespaceValues } from "./values";

/** Where components run: those on every host have a namespace of their own, since a quota of pods says nothing of them. */
export class Namespaces {
  constructor(private readonly environment: string) {}

  of({ onEveryHost }: Component): string {
    return onEveryHost ? `${this.environment}-agents` : this.environment;
  }

  all(specs: ReadonlyMap<Component, Spec>): readonly NamespaceValues[] {
    const names = [...new Set([this.environment, ...[...specs.keys()].map((one) => this.of(one))])];
    return names.sort().map((name) =>
      valuesOf(
        name,
        [...specs].filter(([component]) => this.of(component) === name),
      ),
    );
  }
}

function valuesOf(name: string, specs: readonly (readonly [Component, Spec])[]): NamespaceValues {
  return {
    name,
    podSecurity: "restricted",
    quota: quotaOf(specs),
    keep: specs.some(([, spec]) => keepsData(spec)),
    limits: { cpu: "500m", memory: "128Mi" },
  };
}

const keepsData = ({ volumes, scheduled = [] }: Spec): boolean =>
  [...volumes, ...scheduled.flatMap((job) => job.volumes ?? [])].some(
    ({ content }) => content === VolumeContent.DATA,
  ) || scheduled.some(({ hostFolders = [] }) => hostFolders.length > 0);

/** Pods of a component on every host, of which nobody knows here how many there are. */
const MOST_HOSTS = 250;

/** Everything twice, since a roll has the old and the new side by side, and room for jobs. It stops what runs away, no more. */
function quotaOf(specs: readonly (readonly [Component, Spec])[]): NamespaceValues["quota"] {
  const sum = (of: (spec: Spec, component: Component) => number) =>
    Math.ceil(specs.reduce((total, [component, spec]) => total + of(spec, component), 0));
  // The server, its keeper and a job of the same size.
  const shares = (spec: Spec, component: Component) =>
    2 * podsOf(component, spec) + 1 + spec.jobs.length + (spec.scheduled?.length ?? 0);
  return {
    pods: sum(shares),
    cpuRequests: `${sum((spec, component) => shares(spec, component) * spec.resources.cpus)}`,
    memory: `${sum((spec, component) => 2 * shares(spec, component) * memoryOf(spec))}Mi`,
    claims: sum(claimsOf) + 5,
  };
}

const podsOf = ({ onEveryHost }: Component, { scale, replicas }: Spec) =>
  onEveryHost ? MOST_HOSTS : (scale?.max ?? replicas);

/** One for each pod that keeps data, and those of jobs. */
const claimsOf = ({ volumes, replicas, scheduled = [] }: Spec): number =>
  scheduled.reduce(
    (sum, job) => sum + (job.volumes?.length ?? 0) + (job.hostFolders?.length ?? 0),
    volumes.length * replicas,
  );

const memoryOf = ({ resources, scheduled = [] }: Spec): number =>
  Math.max(resources.memory.toMebibytes(), ...scheduled.map(({ memory }) => memory?.toMebibytes() ?? 0));
