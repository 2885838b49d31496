import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const policyOpen: Rule<"networkPolicy"> = {
  id: "BWK-policy-open",
  title: "leaves somebody out",
  severity: "high",
  why: "A rule for everybody, at every port, is the same as no policy at all, and looks like one.",
  fix: "Say in the rule who it is for, or at which ports.",
  bad: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress: [{}]`,
  good: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress: [{ from: [{ podSelector: { matchLabels: { app: proxy } } }] }]`,
  references: [
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/#allow-all-ingress-traffic",
    "NSA Kubernetes Hardening Guide 1.2: https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  ],
  on: "networkPolicy",
  needs: ["open"],
  check: (policy) =>
    judge(policy.open, "whom it allows", (open) =>
      open.length === 0 ? undefined : `allows everybody at every port: ${[...open].sort().join(", ")}`,
    ),
};
