import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const secretVariables: Rule<"workload"> = {
  id: "BWK-secret-variables",
  title: "reads its secrets from files",
  severity: "low",
  why: "A variable goes to every child process and into every crash report, and keeps its value until the pod ends, whatever its Secret says by then.",
  fix: "Mount the Secret as a volume, and tell the program where its file lies.",
  bad: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    spec:
      containers:
        - name: api
          image: api:1
          env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: api, key: password } } }]`,
  good: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    spec:
      volumes: [{ name: secrets, secret: { secretName: api } }]
      containers:
        - name: api
          image: api:1
          env: [{ name: DB_PASSWORD_FILE, value: /run/secrets/password }]
          volumeMounts: [{ name: secrets, mountPath: /run/secrets, readOnly: true }]`,
  references: ["CIS EKS Benchmark 1.5, 4.4.1", "https://kubernetes.io/docs/concepts/security/secrets-good-practices/"],
  on: "workload",
  needs: ["secretVariables"],
  check: (workload) =>
    judge(workload.secretVariables, "where its secrets come from", (names) =>
      names.length === 0 ? undefined : `has secrets in variables: ${[...new Set(names)].sort().join(", ")}`,
    ),
};
