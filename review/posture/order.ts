import type { Kind } from "../../policies/facts/subject";
import { CLOUD_KEY, CLOUD_POLICY, MACHINE, MANAGED_CLUSTER, REPOSITORY, SECURITY_GROUP, TRAIL } from "./order/cloud";
import { CLUSTER_SERVICE, NAMESPACE, NETWORK_POLICY, ROLE, WORKLOAD } from "./order/cluster";
import { CONTAINER } from "./order/container";
import { NETWORK, VOLUME } from "./order/engine";
import type { Ordering } from "./order/ordering";
import type { OrderingsOf } from "./order/orderings";
import { PROVIDER, RELEASE, STACK } from "./order/stack";
import { STORE } from "./order/store";

/** Which value is worse, for every fact of every kind. */
export const ORDERINGS: { readonly [K in Kind]: OrderingsOf<K> } = {
  container: CONTAINER,
  network: NETWORK,
  volume: VOLUME,
  stack: STACK,
  provider: PROVIDER,
  release: RELEASE,
  workload: WORKLOAD,
  namespace: NAMESPACE,
  networkPolicy: NETWORK_POLICY,
  role: ROLE,
  clusterService: CLUSTER_SERVICE,
  store: STORE,
  securityGroup: SECURITY_GROUP,
  cloudPolicy: CLOUD_POLICY,
  machine: MACHINE,
  managedCluster: MANAGED_CLUSTER,
  repository: REPOSITORY,
  trail: TRAIL,
  cloudKey: CLOUD_KEY,
};

/** The same without the types of the values, which the table keeps. */
export const orderingsOf = (kind: Kind): readonly (readonly [fact: string, ordering: Ordering<unknown>])[] =>
  BY_KIND[kind];

const BY_KIND = Object.fromEntries(
  Object.entries(ORDERINGS).map(([kind, orderings]) => [kind, Object.entries(orderings)]),
) as unknown as Readonly<Record<Kind, readonly (readonly [string, Ordering<unknown>])[]>>;
