import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const podSecurityVersion: Rule<"namespace"> = {
  id: "BWK-pod-security-version",
  title: "enforces what Pod Security asks today",
  severity: "medium",
  why: "A version that is pinned leaves out every check that came later, for as long as the label stays.",
  fix: "Label it pod-security.kubernetes.io/enforce-version: latest, or take the label away.",
  bad: `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/enforce-version: v1.24 } }`,
  good: `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: restricted, pod-security.kubernetes.io/enforce-version: latest } }`,
  references: [
    "https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces",
    "https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/",
  ],
  on: "namespace",
  needs: ["podSecurityVersion"],
  check: (namespace) =>
    judge(namespace.podSecurityVersion, "its version of Pod Security", (version) =>
      version === "latest" ? undefined : `is checked as in ${version}`,
    ),
};
