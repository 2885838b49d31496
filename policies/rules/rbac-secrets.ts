import { judge } from "../evaluate";
import { allowedOf, requestsOf } from "../facts/grant";
import type { Rule } from "../rule";

const READING = requestsOf("", ["secrets"], ["get", "list", "watch"]);

export const rbacSecrets: Rule<"role"> = {
  id: "BWK-rbac-secrets",
  title: "does not read the secrets of others",
  severity: "high",
  why: "Who may get, list or watch Secrets has every password and token of the namespace, or of the cluster.",
  fix: "Name in resourceNames the one Secret that is needed, and get it; list and watch give the values as well.",
  bad: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [""], resources: [secrets], verbs: [list] }]`,
  good: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [""], resources: [configmaps], verbs: [list] }]`,
  references: [
    "CIS EKS Benchmark 1.5, 4.1.2",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets",
  ],
  relatives: ["BWK-rbac-escalation", "BWK-rbac-exec", "BWK-rbac-wildcards"],
  on: "role",
  needs: ["grants"],
  check: (role) =>
    judge(role.grants, "what it grants", (grants) => {
      // One Secret by its name is what was meant.
      const found = allowedOf(
        grants.filter(({ names }) => names.length === 0),
        READING,
      );
      return found.length === 0 ? undefined : `allows to ${found.join(", ")}`;
    }),
};
