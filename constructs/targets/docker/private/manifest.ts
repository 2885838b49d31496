import type { Component, Exception, JobPhase, Routable, Route, Spec, VolumeContent } from "../../../core";
import { volumeName, type Surroundings } from "./container-attributes";
import type { MadeContainer } from "./container-maker";
import type { PlannedNetwork } from "./network-plan";

export interface ContainerEntry {
  readonly address: string;
  readonly name: string;
  readonly component: string;
  readonly image: string;
  readonly user: string;
  readonly lifecycle: string;
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly processes: number;
  readonly port?: number;
  readonly networks: readonly string[];
  readonly publishes: readonly { readonly address: string; readonly hostPort: number; readonly port: number }[];
  readonly exceptions: readonly Exception[];
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
  /** Terraform's address of the container that carries the configuration. */
  readonly configHolder: string | undefined;
  readonly networks: readonly PlannedNetwork[];
  readonly volumes: readonly VolumeEntry[];
  readonly configVolumes: readonly string[];
  readonly secrets: readonly SecretEntry[];
  readonly routes: readonly RouteEntry[];
}

export function containerEntry(
  { address, name }: MadeContainer,
  component: Component,
  spec: Spec,
  { memberships, host }: Surroundings,
): ContainerEntry {
  return {
    address,
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
  };
}

export function volumesOf(environment: string, component: Component, spec: Spec): readonly VolumeEntry[] {
  const mounts = [...spec.volumes, ...spec.jobs.flatMap((job) => job.volumes ?? [])];
  const distinct = new Map(mounts.map((mount) => [mount.name, mount]));
  return [...distinct.values()].map(({ name, content, path }) => ({
    name: volumeName(environment, component.name, name),
    component: component.name,
    content,
    path,
    imageVersion: spec.image.version,
  }));
}

/** Each secret once per uid that reads it. */
export function secretsOf(specs: readonly Spec[]): readonly SecretEntry[] {
  const found = new Map<string, SecretEntry>();
  for (const { image, secrets, jobs } of specs) {
    for (const { secret } of [...secrets, ...jobs.flatMap((job) => job.secrets ?? [])]) {
      found.set(`${image.uid}/${secret.name}`, { ...secret, uid: image.uid, gid: image.gid });
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

export function routeEntry(component: Component & Routable & { readonly route: Route }): RouteEntry {
  return { component: component.name, path: component.route.path, auth: component.route.auth };
}
