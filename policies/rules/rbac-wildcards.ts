import { judge } from "../evaluate";
import type { Grant } from "../facts/kubernetes";
import type { Rule } from "../rule";

const wordsOf = ({ groups, resources, verbs }: Grant): string =>
  `${verbs.join(", ")} ${resources.join(", ")} in ${groups.map((group) => group || "core").join(", ")}`;

export const rbacWildcards: Rule<"role"> = {
  id: "BWK-rbac-wildcards",
  title: "names what it grants",
  severity: "medium",
  why: "A star also grants what a later version of Kubernetes, or an operator that is added one day, brings with it.",
  fix: "Write down the verbs and the resources.",
  bad: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [apps], resources: [deployments], verbs: ["*"] }]`,
  good: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [apps], resources: [deployments], verbs: [get, list] }]`,
  references: [
    "CIS EKS Benchmark 1.5, 4.1.3",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege",
  ],
  relatives: ["BWK-rbac-escalation", "BWK-rbac-exec", "BWK-rbac-secrets"],
  on: "role",
  needs: ["grants"],
  check: (role) =>
    judge(role.grants, "what it grants", (grants) => {
      const found = grants.filter(({ verbs, resources }) => verbs.includes("*") || resources.includes("*"));
      return found.length === 0 ? undefined : `grants by a star: ${found.map(wordsOf).join("; ")}`;
    }),
};
