import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const defaultNamespace: Rule<"workload"> = {
  id: "BWK-default-namespace",
  title: "has a namespace of its own",
  severity: "low",
  why: "In the namespace default lies whatever nobody placed; rights, quotas and policies are given by namespace.",
  fix: "Give the platform a namespace, and say it in metadata.namespace.",
  bad: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: default }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - { name: api, image: api:1 }`,
  good: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - { name: api, image: api:1 }`,
  references: [
    "CIS EKS Benchmark 1.5, 4.5.3",
    "NSA Kubernetes Hardening Guide 1.2: https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  ],
  on: "workload",
  needs: ["namespace"],
  check: (workload) =>
    judge(workload.namespace, "its namespace", (name) =>
      name === "default" ? "lies in the namespace default" : undefined,
    ),
};
