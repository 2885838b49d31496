import { judge } from "../evaluate";
import { allowedOf, requestsOf } from "../facts/grant";
import type { Rule } from "../rule";

const ENTERING = [
  // A connection may be opened with either verb.
  ...requestsOf("", ["pods/exec", "pods/attach"], ["create", "get"]),
  ...requestsOf("", ["pods/ephemeralcontainers"], ["update", "patch"]),
  ...requestsOf("", ["nodes/proxy"], ["create", "get", "update", "patch", "delete"]),
];

export const rbacExec: Rule<"role"> = {
  id: "BWK-rbac-exec",
  title: "lets nobody into running containers",
  severity: "high",
  why: "Who may exec, attach, add a debug container or speak to the kubelet is in every container, with its secrets and its user.",
  fix: "Take the subresource away; for an incident give it to a person, for a time.",
  bad: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [""], resources: [pods/exec], verbs: [create] }]`,
  good: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ apiGroups: [""], resources: [pods/log], verbs: [get] }]`,
  references: [
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    "https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/",
  ],
  relatives: ["BWK-rbac-escalation", "BWK-rbac-secrets", "BWK-rbac-wildcards"],
  on: "role",
  needs: ["grants"],
  check: (role) =>
    judge(role.grants, "what it grants", (grants) => {
      const found = allowedOf(
        grants.filter(({ names }) => names.length === 0),
        ENTERING,
      );
      return found.length === 0 ? undefined : `allows to ${found.join(", ")}`;
    }),
};
