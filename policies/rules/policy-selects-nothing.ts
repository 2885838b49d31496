import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const policySelectsNothing: Rule<"networkPolicy"> = {
  id: "BWK-policy-selects-nothing",
  title: "selects pods",
  severity: "medium",
  why: "A selector that fits no pod protects none, and nothing ever says so.",
  fix: "Correct the podSelector: its labels are those of the pod template, not those of the Deployment.",
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
  podSelector: { matchLabels: { app: aip } }
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
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource",
    "NSA Kubernetes Hardening Guide 1.2: https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  ],
  on: "networkPolicy",
  needs: ["selects"],
  check: (policy) =>
    judge(policy.selects, "whom it selects", (selected) => (selected.length === 0 ? "selects no pod" : undefined)),
};
