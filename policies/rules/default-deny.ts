import { judge } from "../evaluate";
import type { Direction } from "../facts/kubernetes";
import type { Rule } from "../rule";

const DIRECTIONS: readonly Direction[] = ["egress", "ingress"];

export const defaultDeny: Rule<"namespace"> = {
  id: "BWK-default-deny",
  title: "closes its pods until a policy opens them",
  severity: "medium",
  why: "A pod that comes later, and that nobody wrote a policy for, is open to all and may reach all.",
  fix: "Give it a NetworkPolicy with an empty podSelector and policyTypes [Ingress, Egress] and no rules.",
  bad: `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Ingress]`,
  good: `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]`,
  references: [
    "CIS EKS Benchmark 1.5, 4.3.2",
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-and-all-egress-traffic",
    "NSA Kubernetes Hardening Guide 1.2: https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  ],
  relatives: ["BWK-egress-closed", "BWK-ingress-closed", "BWK-policy-egress-lost"],
  on: "namespace",
  needs: ["closed"],
  check: (namespace) =>
    judge(namespace.closed, "what its policies close", (closed) => {
      const open = DIRECTIONS.filter((direction) => !closed.includes(direction));
      return open.length === 0 ? undefined : `leaves open to pods without a policy of their own: ${open.join(", ")}`;
    }),
};
