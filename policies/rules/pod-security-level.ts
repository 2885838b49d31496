import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const podSecurityLevel: Rule<"namespace"> = {
  id: "BWK-pod-security-level",
  title: "enforces the level restricted of Pod Security",
  severity: "high",
  why: "The level is what the cluster itself refuses: without it whoever may make a pod may make one that owns the node.",
  fix: "Label it pod-security.kubernetes.io/enforce: restricted.",
  bad: `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: privileged } }`,
  good: `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: restricted } }`,
  references: [
    "CIS EKS Benchmark 1.5, 4.2.1 to 4.2.5",
    "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  ],
  on: "namespace",
  needs: ["podSecurity"],
  check: (namespace) =>
    judge(namespace.podSecurity, "its level of Pod Security", (level) =>
      level === "restricted" ? undefined : `enforces the level ${level}, not restricted`,
    ),
};
