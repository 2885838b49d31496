import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Rule } from "../rule";

export const disruptionBudget: Rule<"workload"> = {
  id: "BWK-disruption-budget",
  title: "lets a drain take some of its pods, and never all",
  severity: "medium",
  why: "Without a budget the drain of a node, or of several at a time, ends every replica; a budget that allows nothing stops every upgrade of the cluster.",
  fix: "Give several replicas a PodDisruptionBudget with maxUnavailable: 1.",
  bad: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: api } }
    spec:
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
      containers:
        - { name: api, image: api:1 }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: api, namespace: shop }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: api } } }`,
  references: [
    "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/",
    "https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
    "https://docs.aws.amazon.com/eks/latest/best-practices/application.html",
  ],
  on: "workload",
  needs: ["replicas", "disruptions"],
  check: (workload) =>
    workload.lifetime === "task"
      ? NOT_APPLICABLE
      : judge(workload.replicas, "the number of its pods", (replicas) =>
          // A drain leaves the pods of a DaemonSet where they are.
          replicas === "each-node" || replicas === 0
            ? NOT_APPLICABLE
            : judge(workload.disruptions, "its disruption budget", (disruptions) => {
                if (disruptions === 0) return "has a budget that lets no drain take a pod";
                if (replicas < 2) return NOT_APPLICABLE;
                if (disruptions === "any") return `may lose all ${replicas} pods to a drain, for it has no budget`;
                return disruptions >= replicas ? `has a budget that lets a drain take all ${replicas} pods` : undefined;
              }),
        ),
};
