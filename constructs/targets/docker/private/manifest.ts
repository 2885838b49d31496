import type {
  Component,
  Exception,
  JobPhase,
  Routable,
  Route,
  ScheduledJob,
  Spec,
  Task,
  VolumeContent,
} from "../../../core";
import type { CheckEntry } from "./checks";
import { volumeName, type Surroundings } from "./container-attributes";
import { pathOf, type MadeContainer } from "./container-maker";
import type { PlannedNetwork } from "./network-plan";
import type { RestoreEntry } from "./restores";

export interface ContainerEntry {
  readonly address: string;
  /** The component's, below the stack. */
  readonly path: string;
  readonly name: string;
  /** The component's name; `<component>/<job>` for a scheduled job. */
  readonly component: string;
  readonly image: string;
  readonly user: string;
  readonly lifecycle: string;
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly processes: number;
  readonly port?: number;
  /** When a scheduled job runs, in words. */
  readonly schedule?: string;
  readonly networks: readonly string[];
  readonly publishes: readonly { readonly address: string; readonly hostPort: number; readonly port: number }[];
  readonly exceptions: readonly Exception[];
  /** The line of the user's program that makes the component, from the folder that it was synthesized in. */
  readonly declaredAt?: string;
}

export interface JobEntry {
  readonly address: string;
  readonly name: string;
  readonly component: string;
  readonly phase: JobPhase;
}

export interface VolumeEntry {
  readonly name: string;
  readonly component: string;
  readonly content: VolumeContent;
  readonly path: string;
  readonly imageVersion: string;
}

export interface SecretEntry {
  readonly name: string;
  readonly kind: string;
  readonly of?: string;
  readonly hosts?: readonly string[];
  readonly givenFile?: string;
  readonly uid: number;
  readonly gid: number;
}

/** A folder of the host that `up` makes. */
export interface HostFolderEntry {
  readonly path: string;
  readonly uid: number;
  readonly gid: number;
}

export interface RouteEntry {
  readonly component: string;
  readonly path: string;
  readonly auth: string;
}

/** What the operations must know and Terraform need not: written to the comment key of the synthesized JSON. */
export interface Manifest {
  readonly environment: string;
  readonly docker: string;
  readonly containers: readonly ContainerEntry[];
  readonly jobs: readonly JobEntry[];
  readonly checks: readonly CheckEntry[];
  readonly restores: readonly RestoreEntry[];
  /** The name of the component that saves the others. */
  readonly backup: string | undefined;
  readonly hostFolders: readonly HostFolderEntry[];
  /** Terraform's address of the container that carries the configuration. */
  readonly configHolder: string | undefined;
  readonly networks: readonly PlannedNetwork[];
  readonly volumes: readonly VolumeEntry[];
  readonly configVolumes: readonly string[];
  readonly secrets: readonly SecretEntry[];
  readonly routes: readonly RouteEntry[];
  /** What was asked for and cannot be had, with the reason. */
  readonly leftOut: readonly string[];
}

export function containerEntry(
  { address, name }: MadeContainer,
  component: Component,
  spec: Spec,
  { memberships, host }: Surroundings,
): ContainerEntry {
  return {
    address,
    path: pathOf(component),
    name,
    component: component.name,
    image: spec.image.reference,
    user: spec.image.user,
    lifecycle: spec.lifecycle,
    memoryBytes: spec.resources.memory.toBytes(),
    cpus: spec.resources.cpus,
    processes: spec.resources.processes,
    ...(component.endpoint ? { port: component.endpoint.port } : {}),
    networks: memberships.map(({ network }) => network),
    publishes: spec.publishes.map(({ hostPort, port }) => ({ address: host.publishOn, hostPort, port })),
    exceptions: spec.exceptions,
    ...(component.declaredAt === undefined ? {} : { declaredAt: component.declaredAt }),
  };
}

/** Nobody asks a scheduled job, so it has no port. */
export function scheduledEntry(entry: ContainerEntry, { name, schedule }: ScheduledJob): ContainerEntry {
  const { port: _port, component, ...rest } = entry;
  return { ...rest, component: `${component}/${name}`, schedule: schedule.toString() };
}

export function volumesOf(environment: string, component: Component, spec: Spec): readonly VolumeEntry[] {
  const mounts = [...spec.volumes, ...tasksOf(spec).flatMap(({ volumes = [] }) => volumes)];
  const own = mounts.filter(({ owner = component.dataName }) => owner === component.dataName);
  const distinct = new Map(own.map((mount) => [mount.name, mount]));
  return [...distinct.values()].map(({ name, content, path }) => ({
    name: volumeName(environment, component.dataName, name),
    component: component.name,
    content,
    path,
    imageVersion: spec.image.version,
  }));
}

export function hostFoldersOf({ image: own, scheduled = [] }: Spec): readonly HostFolderEntry[] {
  return scheduled.flatMap(({ image: { uid, gid } = own, hostFolders = [] }) =>
    hostFolders.map(({ source }) => ({ path: source, uid, gid })),
  );
}

/** Each secret once per uid that reads it. */
export function secretsOf(specs: readonly Spec[]): readonly SecretEntry[] {
  const found = new Map<string, SecretEntry>();
  for (const { image, secrets, jobs, scheduled = [] } of specs) {
    const readers = [{ image, secrets }, ...jobs, ...scheduled];
    for (const { image: { uid, gid } = image, secrets: read = [] } of readers as readonly Reader[]) {
      for (const { secret } of read) found.set(`${uid}/${secret.name}`, { ...secret, uid, gid });
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

type Reader = Partial<Pick<Spec, "image" | "secrets">>;

const tasksOf = ({ jobs, scheduled = [] }: Spec): readonly Task[] => [...jobs, ...scheduled];

export function routeEntry(component: Component & Routable & { readonly route: Route }): RouteEntry {
  return { component: component.name, path: component.route.path, auth: component.route.auth };
}
