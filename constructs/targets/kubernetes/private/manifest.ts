import { VolumeContent, isRouted, type Component, type Exception, type SecretRef, type Spec } from "../../../core";
import type { WorkloadValues } from "./values";

/** A Secret of the cluster, with where its values come from. */
export interface SecretObject {
  readonly name: string;
  readonly namespace: string;
  /** By file name, which is the key. */
  readonly files: Readonly<Record<string, SecretRef>>;
}

export interface ReleaseEntry {
  readonly component: string;
  /** The component's, below the stack. */
  readonly path: string;
  readonly namespace: string;
  /** Terraform's. */
  readonly address: string;
  readonly kind: WorkloadValues["kind"];
  readonly image: string;
  readonly port?: number;
  /** Ports of the way in. */
  readonly publishes: readonly number[];
  /** When its jobs run, in words. */
  readonly schedules: readonly string[];
  /** Claims that outlive the release. */
  readonly keepsData: boolean;
  readonly exceptions: readonly Exception[];
  /** The line of the user's program that makes the component, from the folder that it was synthesized in. */
  readonly declaredAt?: string;
}

/** What the operations must know and Terraform need not: written to the comment key of the synthesized JSON. */
export interface KubernetesManifest {
  readonly target: "kubernetes";
  readonly environment: string;
  readonly kubeconfig: string | undefined;
  readonly context: string;
  readonly namespaces: readonly string[];
  readonly releases: readonly ReleaseEntry[];
  /** Filled by `up`; those that an operator of the cluster fills are not among them. */
  readonly secrets: readonly SecretObject[];
  readonly routes: readonly { readonly component: string; readonly path: string; readonly auth: string }[];
  readonly leftOut: readonly string[];
}

export function releaseEntry(
  component: Component,
  spec: Spec,
  values: WorkloadValues,
  at: { readonly namespace: string; readonly address: string },
): ReleaseEntry {
  return {
    component: component.name,
    path: values.path,
    ...at,
    kind: values.kind,
    image: spec.image.reference,
    ...(component.endpoint ? { port: component.endpoint.port } : {}),
    publishes: spec.publishes.map(({ hostPort }) => hostPort),
    schedules: (spec.scheduled ?? []).map(({ name, schedule }) => `${name}: ${schedule.toString()}`),
    keepsData: spec.volumes.some(({ content }) => content === VolumeContent.DATA),
    exceptions: spec.exceptions,
    ...(component.declaredAt === undefined ? {} : { declaredAt: component.declaredAt }),
  };
}

export const routesOf = (components: Iterable<Component>): KubernetesManifest["routes"] =>
  [...components].filter(isRouted).map(({ name, route: { path, auth } }) => ({ component: name, path, auth }));

/** The Secrets that the containers of a release name, each key once, with what its value is. */
export function secretObjects(spec: Spec, values: WorkloadValues, namespace: string): readonly SecretObject[] {
  const refs = new Map(refsOf(spec).map((ref) => [`${values.environment}/${ref.name}`, ref]));
  const containers = [
    values.server,
    ...values.prepare,
    ...(values.keeper ? [values.keeper] : []),
    ...values.hooks,
    ...values.schedules,
  ];
  const found = new Map<string, SecretObject>();
  for (const { secret } of containers) {
    if (!secret) continue;
    const files = Object.fromEntries(Object.entries(secret.keys).map(([file, key]) => [file, refs.get(key)!]));
    found.set(secret.name, { name: secret.name, namespace, files });
  }
  return [...found.values()];
}

const refsOf = ({ secrets, jobs, scheduled = [] }: Spec): readonly SecretRef[] =>
  [...secrets, ...[...jobs, ...scheduled].flatMap((task) => task.secrets ?? [])].map(({ secret }) => secret);
