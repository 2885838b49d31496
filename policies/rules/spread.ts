import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Rule } from "../rule";

export const spread: Rule<"workload"> = {
  id: "BWK-spread",
  title: "has its pods on several nodes",
  severity: "low",
  why: "Replicas that share a node end with it, all at the same time.",
  fix: "Give the pod a topologySpreadConstraint or a podAntiAffinity that selects its own labels.",
  bad: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: api } }
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: { matchLabels: { app: another } }
      containers:
        - { name: api, image: api:1 }`,
  good: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: api } }
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: { matchLabels: { app: api } }
      containers:
        - { name: api, image: api:1 }`,
  references: [
    "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
    "https://docs.aws.amazon.com/eks/latest/best-practices/application.html",
  ],
  on: "workload",
  needs: ["replicas", "spread"],
  check: (workload) =>
    workload.lifetime === "task"
      ? NOT_APPLICABLE
      : judge(workload.replicas, "the number of its pods", (replicas) =>
          replicas === "each-node" || replicas < 2
            ? NOT_APPLICABLE
            : judge(workload.spread, "its spread", (is) =>
                is ? undefined : `may have all ${replicas} pods on one node`,
              ),
        ),
};
