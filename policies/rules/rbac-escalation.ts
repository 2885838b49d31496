import { judge } from "../evaluate";
import { allowedOf, requestsOf } from "../facts/grant";
import type { Rule } from "../rule";

const REQUESTS = [
  ...requestsOf("rbac.authorization.k8s.io", ["roles", "clusterroles"], ["escalate", "bind"]),
  ...requestsOf("", ["users", "groups", "serviceaccounts"], ["impersonate"]),
  ...requestsOf("authentication.k8s.io", ["uids", "userextras"], ["impersonate"]),
  ...requestsOf("", ["serviceaccounts/token"], ["create"]),
  ...requestsOf("certificates.k8s.io", ["certificatesigningrequests/approval"], ["update", "patch"]),
];

export const rbacEscalation: Rule<"role"> = {
  id: "BWK-rbac-escalation",
  title: "gives nobody more rights than it says",
  severity: "critical",
  why: "Who may change or bind roles, speak in the name of others, or make tokens and certificates has every right that anybody has.",
  fix: "Take the verb away, or name in resourceNames the one object that it is for.",
  bad: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind] }]`,
  good: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [get] }]`,
  references: ["CIS EKS Benchmark 1.5, 4.1.8", "https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
  relatives: ["BWK-rbac-exec", "BWK-rbac-secrets", "BWK-rbac-wildcards"],
  on: "role",
  needs: ["grants"],
  check: (role) =>
    judge(role.grants, "what it grants", (grants) => {
      const found = allowedOf(grants, REQUESTS);
      return found.length === 0 ? undefined : `allows to ${found.join(", ")}`;
    }),
};
