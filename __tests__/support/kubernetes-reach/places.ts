import { isAddress, tryAddressIn } from "./addresses";
import { policiesOf, type Policy, type Protocol } from "./policy";
import type { Labels } from "./selector";

/** A port that a container says it has. */
export interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  readonly protocol?: Protocol;
}

/** What selectors see of the pods of one workload. */
export interface Pod {
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly labels: Labels;
  readonly ports: readonly ContainerPort[];
}

/** Addresses that no pod of the cluster's network has. */
export interface Outside {
  readonly name: string;
  readonly pod?: undefined;
  readonly addresses: readonly string[];
}

/** One end of a connection: the pods of one workload, or addresses outside. */
export type Place = { readonly name: string; readonly pod: Pod } | Outside;

interface Meta {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Labels | null;
}

interface Container {
  readonly ports?: readonly ContainerPort[] | null;
  readonly restartPolicy?: string;
}

interface Template {
  readonly metadata?: Pick<Meta, "labels"> | null;
  readonly spec: {
    readonly hostNetwork?: boolean;
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[] | null;
  };
}

interface Manifest {
  readonly kind: string;
  readonly metadata: Meta;
  readonly spec?: Partial<Template["spec"]> & {
    readonly template?: Template;
    readonly jobTemplate?: { readonly spec: { readonly template: Template } };
  };
}

/** Where a kind keeps the template of its pods; a Pod is its own. */
const TEMPLATES: Readonly<Record<string, (manifest: Manifest) => Template | undefined>> = {
  Deployment: ({ spec }) => spec?.template,
  StatefulSet: ({ spec }) => spec?.template,
  DaemonSet: ({ spec }) => spec?.template,
  ReplicaSet: ({ spec }) => spec?.template,
  Job: ({ spec }) => spec?.template,
  CronJob: ({ spec }) => spec?.jobTemplate?.spec.template,
  Pod: (manifest) => manifest as Template,
};

/**
 * `outside` is every address that is no pod's, and reached or let in when one of them is. Policies tell addresses apart by
 * their blocks only, so one address of each block and one of none stand for all.
 */
export function outsideOf(policies: readonly Policy[]): Outside {
  const peers = policies.flatMap(({ rules }) => [...rules.Ingress, ...rules.Egress]).flatMap((rule) => rule.peers);
  const inBlocks = peers.flatMap(({ ipBlock }) => (ipBlock ? (tryAddressIn(ipBlock) ?? []) : []));
  return { name: "outside", addresses: [...new Set(["192.0.2.1", ...inBlocks])] };
}

/** A single address outside, by itself. */
export function addressPlace(address: string): Outside {
  if (!isAddress(address)) throw new Error(`"${address}" is no IP address; name one such as 203.0.113.7.`);
  return { name: address, addresses: [address] };
}

/**
 * The workloads among these objects, each named `<namespace>/<kind in lower case>/<name>`. Labels that controllers put on
 * pods themselves (`job-name`, `pod-template-hash` and the like) are not theirs here.
 */
export function workloadPlaces(manifests: readonly object[]): readonly Place[] {
  const all = manifests as readonly Manifest[];
  const { addresses } = outsideOf(policiesOf(manifests));
  return all.flatMap((manifest): readonly Place[] => {
    const template = TEMPLATES[manifest.kind]?.(manifest);
    if (!template) return [];
    const namespace = manifest.metadata.namespace ?? "default";
    const name = `${namespace}/${manifest.kind.toLowerCase()}/${manifest.metadata.name}`;
    // Most network plugins take a pod in the network of its node for the node: no policy is about it, no selector finds it.
    if (template.spec.hostNetwork) return [{ name, addresses }];
    return [{ name, pod: { namespace, namespaceLabels: namespaceLabels(namespace, all), ...podOf(template) } }];
  });
}

/** The API server itself gives every namespace its name as a label. */
function namespaceLabels(name: string, manifests: readonly Manifest[]): Labels {
  const found = manifests.find(({ kind, metadata }) => kind === "Namespace" && metadata.name === name);
  return { ...found?.metadata.labels, "kubernetes.io/metadata.name": name };
}

/** Ports are those of containers that run as long as the pod does. */
function podOf({ metadata, spec }: Template): Pick<Pod, "labels" | "ports"> {
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always");
  return {
    labels: metadata?.labels ?? {},
    ports: [...spec.containers, ...sidecars].flatMap(({ ports }) => ports ?? []),
  };
}
