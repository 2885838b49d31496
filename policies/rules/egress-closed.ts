import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const egressClosed: Rule<"workload"> = {
  id: "BWK-egress-closed",
  title: "reaches nothing but what a policy allows",
  severity: "medium",
  why: "Without a policy a pod that was taken over asks the rest of the cluster, the metadata of its node and the internet, and carries data out.",
  fix: "Give its pods a NetworkPolicy with Egress among its policyTypes; one with an empty podSelector closes a namespace.",
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
  policyTypes: [Egress]`,
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
  policyTypes: [Egress]`,
  references: [
    "CIS EKS Benchmark 1.5, 4.3.2",
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
    "NSA Kubernetes Hardening Guide 1.2: https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  ],
  relatives: ["BWK-default-deny", "BWK-host-namespaces", "BWK-ingress-closed", "BWK-policy-egress-lost"],
  on: "workload",
  needs: ["egressClosed"],
  check: (workload) =>
    judge(workload.egressClosed, "whether a policy closes its egress", (is) =>
      is ? undefined : "may reach everything, for no policy closes its egress",
    ),
};
