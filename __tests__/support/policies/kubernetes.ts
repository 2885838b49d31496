import { declared } from "../../../policies/facts/fact";
import type {
  ClusterServiceFacts,
  NamespaceFacts,
  NetworkPolicyFacts,
  RoleFacts,
  WorkloadFacts,
} from "../../../policies/facts/kubernetes";
import type { Subject } from "../../../policies/facts/subject";

const subject = (id: string): Omit<Subject, "kind"> => ({
  id,
  source: "kubernetes",
  at: { file: "manifests.yaml", line: 1, address: id },
});

/** Three pods of a layer that keep every promise, but for what is said. */
export const workload = (other: Partial<WorkloadFacts> = {}): WorkloadFacts => ({
  ...subject("Deployment/shop/api"),
  kind: "workload",
  lifetime: "service",
  namespace: declared("shop"),
  replicas: declared(3),
  tokenMounted: declared(false),
  disruptions: declared(1),
  spread: declared(true),
  ingressClosed: declared(true),
  egressClosed: declared(true),
  callers: declared([]),
  callees: declared([]),
  hostPorts: declared([]),
  volumeTypes: declared(["configMap", "emptyDir"]),
  secretVariables: declared([]),
  askedHosts: declared([]),
  ...other,
});

export const namespace = (other: Partial<NamespaceFacts> = {}): NamespaceFacts => ({
  ...subject("Namespace/shop"),
  kind: "namespace",
  podSecurity: declared("restricted"),
  podSecurityVersion: declared("latest"),
  closed: declared(["ingress", "egress"]),
  ...other,
});

export const networkPolicy = (other: Partial<NetworkPolicyFacts> = {}): NetworkPolicyFacts => ({
  ...subject("NetworkPolicy/shop/api"),
  kind: "networkPolicy",
  selects: declared(["Deployment/shop/api"]),
  directions: declared(["ingress", "egress"]),
  open: declared([]),
  ignored: declared([]),
  ...other,
});

export const role = (other: Partial<RoleFacts> = {}): RoleFacts => ({
  ...subject("Role/shop/reader"),
  kind: "role",
  grants: declared([{ groups: [""], resources: ["configmaps"], verbs: ["get"], names: [] }]),
  ...other,
});

export const clusterService = (other: Partial<ClusterServiceFacts> = {}): ClusterServiceFacts => ({
  ...subject("Service/shop/api"),
  kind: "clusterService",
  externalAddresses: declared([]),
  externalName: declared(""),
  ...other,
});
