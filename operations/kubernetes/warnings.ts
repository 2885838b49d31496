import type { CoreV1Event } from "@kubernetes/client-node" with { "resolution-mode": "import" };
import type { Cluster } from "./client";
import type { ClusterEvent } from "./failure-reasons";
import type { KubernetesManifest } from "./manifest";

/** The warnings that the cluster keeps of an environment; it forgets them after an hour. */
export async function warningsOf(
  cluster: Cluster,
  { namespaces }: Pick<KubernetesManifest, "namespaces">,
): Promise<readonly ClusterEvent[]> {
  const fieldSelector = "type=Warning";
  const lists = await Promise.all(
    namespaces.map((namespace) => cluster.ask(({ core }) => core.listNamespacedEvent({ namespace, fieldSelector }))),
  );
  return lists.flatMap(({ items }) => items.map(clusterEvent));
}

/** Older components count in `count`, newer ones in a series. */
function clusterEvent(event: CoreV1Event): ClusterEvent {
  const { metadata, involvedObject, reason = "", message = "", count, series } = event;
  return {
    uid: metadata.uid ?? "",
    namespace: metadata.namespace ?? "",
    reason,
    message,
    object: involvedObject.name ?? "",
    count: series?.count ?? count ?? 1,
    at: timeOf(series?.lastObservedTime) ?? timeOf(event.lastTimestamp) ?? timeOf(metadata.creationTimestamp) ?? 0,
  };
}

/** The client hands over what the server sent. */
const timeOf = (date: Date | string | undefined): number | undefined =>
  date === undefined ? undefined : new Date(date).getTime();
