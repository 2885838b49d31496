import type { V1Pod } from "@kubernetes/client-node" with { "resolution-mode": "import" };
import type { Cluster } from "./client";
import type { KubernetesManifest, ReleaseEntry } from "./manifest";

/** How a component's own pods are. */
export interface WorkloadState {
  readonly release: ReleaseEntry;
  readonly ready: number;
  readonly desired: number;
  /** `healthy`, or what the worst pod waits for. */
  readonly health: string;
}

/** What Deployment, StatefulSet and DaemonSet have in common. */
interface Workload {
  readonly name: string;
  readonly generation: number;
  readonly observed: number;
  readonly desired: number;
  readonly ready: number;
  /** Pods of the newest template. */
  readonly updated: number;
}

export async function workloadStates(
  cluster: Cluster,
  { releases }: Pick<KubernetesManifest, "releases">,
): Promise<readonly WorkloadState[]> {
  return Promise.all(
    releases.map(async (release) => {
      const [workload, pods] = await Promise.all([workloadOf(cluster, release), podsOf(cluster, release)]);
      return stateOf(release, workload, pods);
    }),
  );
}

export const isHealthy = ({ health }: WorkloadState): boolean => health === "healthy";

export const isPodReady = ({ status }: V1Pod): boolean =>
  status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false;

/** The pods that serve: those of jobs have another `component`. */
export async function podsOf(cluster: Cluster, { component, namespace }: ReleaseEntry): Promise<readonly V1Pod[]> {
  const labelSelector = `app.kubernetes.io/name=${component},app.kubernetes.io/component=server`;
  const { items } = await cluster.ask(({ core }) => core.listNamespacedPod({ namespace, labelSelector }));
  return items;
}

async function workloadOf(cluster: Cluster, release: ReleaseEntry): Promise<Workload | undefined> {
  const { kind, namespace, component: name } = release;
  if (kind === "DaemonSet") return daemonSetOf(cluster, { name, namespace });
  const where = { name, namespace };
  const found =
    kind === "Deployment"
      ? await cluster.tryAsk(({ apps }) => apps.readNamespacedDeployment(where))
      : await cluster.tryAsk(({ apps }) => apps.readNamespacedStatefulSet(where));
  if (!found) return undefined;
  const { metadata, spec, status } = found;
  return {
    name,
    generation: metadata?.generation ?? 0,
    observed: status?.observedGeneration ?? 0,
    desired: spec?.replicas ?? 1,
    ready: status?.readyReplicas ?? 0,
    updated: status?.updatedReplicas ?? 0,
  };
}

async function daemonSetOf(
  cluster: Cluster,
  where: { readonly name: string; readonly namespace: string },
): Promise<Workload | undefined> {
  const found = await cluster.tryAsk(({ apps }) => apps.readNamespacedDaemonSet(where));
  if (!found) return undefined;
  const { metadata, status } = found;
  return {
    name: where.name,
    generation: metadata?.generation ?? 0,
    observed: status?.observedGeneration ?? 0,
    desired: status?.desiredNumberScheduled ?? 0,
    ready: status?.numberReady ?? 0,
    updated: status?.updatedNumberScheduled ?? 0,
  };
}

export function stateOf(release: ReleaseEntry, workload: Workload | undefined, pods: readonly V1Pod[]): WorkloadState {
  if (!workload) return { release, ready: 0, desired: 0, health: "missing" };
  const { ready, desired, updated, generation, observed } = workload;
  const isDone = observed >= generation && ready >= desired && updated >= desired;
  const health = isDone ? "healthy" : (worstOf(pods) ?? (updated < desired ? "rolling" : "starting"));
  return { release, ready, desired, health };
}

/** Why a pod waits, in the kubelet's or the scheduler's word. */
function worstOf(pods: readonly V1Pod[]): string | undefined {
  return pods.filter((pod) => !isPodReady(pod)).flatMap((pod) => waitingFor(pod) ?? [])[0];
}

function waitingFor({ status }: V1Pod): string | undefined {
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const waiting = containers.flatMap(({ state }) => state?.waiting?.reason ?? []);
  const unscheduled = status?.conditions?.find(({ type, status: is }) => type === "PodScheduled" && is === "False");
  return waiting.find((reason) => !HARMLESS.has(reason)) ?? unscheduled?.reason;
}

const HARMLESS = new Set(["ContainerCreating", "PodInitializing"]);
