import type { Fact } from "./fact";
import type { Subject } from "./subject";

/** What runs pods of one template. */
export interface WorkloadFacts extends Subject {
  readonly kind: "workload";
  readonly lifetime: "service" | "task";
  readonly namespace: Fact<string>;
  readonly replicas: Fact<number | "each-node">;
  /** Whether its pods hold a key to the API server. */
  readonly tokenMounted: Fact<boolean>;
  /** Of the ready pods, how many a drain may take at a time; `any` without a budget. */
  readonly disruptions: Fact<number | "any">;
  /** Whether its pods are kept from all being on one node. */
  readonly spread: Fact<boolean>;
  /** Whether a policy closes what nobody allowed. */
  readonly ingressClosed: Fact<boolean>;
  readonly egressClosed: Fact<boolean>;
  /** Who may open connections to its pods, by all policies together; `all` where none closes that. */
  readonly callers: Fact<readonly Allowance[] | "all">;
  /** To whom its pods may open connections, likewise. */
  readonly callees: Fact<readonly Allowance[] | "all">;
  /** Ports that its pods take of the nodes that they are on. */
  readonly hostPorts: Fact<readonly number[]>;
  /** `configMap`, `hostPath` …: how the manifests call them. */
  readonly volumeTypes: Fact<readonly string[]>;
  /** Variables that take their value from a Secret; `all of <name>` for those of a whole one. */
  readonly secretVariables: Fact<readonly string[]>;
  /** Hosts that nodes ask whether a pod is well, where these are not the pod. */
  readonly askedHosts: Fact<readonly string[]>;
}

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export interface NamespaceFacts extends Subject {
  readonly kind: "namespace";
  readonly podSecurity: Fact<"privileged" | "baseline" | "restricted">;
  /** `latest`, or the version whose checks are used. */
  readonly podSecurityVersion: Fact<string>;
  /** Directions that a policy closes for every pod, whatever comes. */
  readonly closed: Fact<readonly Direction[]>;
}

export interface NetworkPolicyFacts extends Subject {
  readonly kind: "networkPolicy";
  /** Ids of the workloads that it selects; `all` for every pod of its namespace, whatever comes. */
  readonly selects: Fact<readonly string[] | "all">;
  readonly directions: Fact<readonly Direction[]>;
  /** Directions in which its rules allow everybody, everywhere. */
  readonly open: Fact<readonly Direction[]>;
  /** Directions that it has rules for, and is not about. */
  readonly ignored: Fact<readonly Direction[]>;
}

export type Direction = "ingress" | "egress";

/** Some pods or addresses, at some ports. */
export interface Allowance {
  readonly peer: PolicyPeer;
  /** Empty for every port. */
  readonly ports: readonly PolicyPort[];
}

export type PolicyPeer =
  | { readonly kind: "everybody" }
  /** What a pod needs to be one of them: `pod app=web`, `namespace team=shop`. Of nothing every pod of the cluster is one. */
  | { readonly kind: "pods"; readonly labels: readonly string[] }
  | { readonly kind: "addresses"; readonly cidr: string; readonly except: readonly string[] };

/** Both ends included; a name is what each pod calls so. */
export type PolicyPort =
  | { readonly protocol: string; readonly first: number; readonly last: number }
  | { readonly protocol: string; readonly name: string };

export interface Grant {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Of single objects; empty for all. */
  readonly names: readonly string[];
}

/** A Role or a ClusterRole. */
export interface RoleFacts extends Subject {
  readonly kind: "role";
  readonly grants: Fact<readonly Grant[]>;
}

/** A Service of a cluster. */
export interface ClusterServiceFacts extends Subject {
  readonly kind: "clusterService";
  readonly externalAddresses: Fact<readonly string[]>;
  /** Empty when it is none of type ExternalName. */
  readonly externalName: Fact<string>;
}
