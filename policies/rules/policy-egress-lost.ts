import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const policyEgressLost: Rule<"networkPolicy"> = {
  id: "BWK-policy-egress-lost",
  title: "is about every direction that it has rules for",
  severity: "high",
  why: "Rules for a direction that policyTypes leaves out are read by nobody: what they should close stays open.",
  fix: "Name the direction in policyTypes.",
  bad: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Ingress]
  egress: []`,
  good: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  egress: []`,
  references: [
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource",
    "NSA Kubernetes Hardening Guide 1.2: https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  ],
  relatives: ["BWK-default-deny", "BWK-egress-closed", "BWK-ingress-closed"],
  on: "networkPolicy",
  needs: ["ignored"],
  check: (policy) =>
    judge(policy.ignored, "its directions", (ignored) =>
      ignored.length === 0
        ? undefined
        : `has rules that nobody reads, for it is not about ${[...ignored].sort().join(", ")}`,
    ),
};
