import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const serviceAccountToken: Rule<"workload"> = {
  id: "BWK-service-account-token",
  title: "holds no key to the API server",
  severity: "medium",
  why: "Whoever gets into a pod with a token asks the API server in its name, and most programs never ask it anything.",
  fix: "Set automountServiceAccountToken: false in the pod or in its ServiceAccount.",
  bad: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
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
      automountServiceAccountToken: false
      containers:
        - { name: api, image: api:1 }`,
  references: [
    "CIS EKS Benchmark 1.5, 4.1.6",
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting",
    "NSA Kubernetes Hardening Guide 1.2: https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  ],
  on: "workload",
  needs: ["tokenMounted"],
  check: (workload) =>
    judge(workload.tokenMounted, "whether it holds a token", (is) =>
      is ? "holds a key to the API server" : undefined,
    ),
};
