import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const ingressClosed: Rule<"workload"> = {
  id: "BWK-ingress-closed",
  title: "is reached by nobody but whom a policy allows",
  severity: "high",
  why: "Without a policy every pod of the cluster, whoever got into it, may open connections to it.",
  fix: "Give its pods a NetworkPolicy with Ingress among its policyTypes; one with an empty podSelector closes a namespace.",
  bad: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - { name: api, image: api:1 }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: another } }
  policyTypes: [Ingress]`,
  good: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - { name: api, image: api:1 }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  policyTypes: [Ingress]`,
  references: [
    "CIS EKS Benchmark 1.5, 4.3.2",
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
    "NSA Kubernetes Hardening Guide 1.2: https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  ],
  relatives: ["BWK-default-deny", "BWK-egress-closed", "BWK-host-namespaces", "BWK-policy-egress-lost"],
  on: "workload",
  needs: ["ingressClosed"],
  check: (workload) =>
    judge(workload.ingressClosed, "whether a policy closes its ingress", (is) =>
      is ? undefined : "is open to every pod, for no policy closes its ingress",
    ),
};
