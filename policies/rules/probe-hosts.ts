import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const probeHosts: Rule<"workload"> = {
  id: "BWK-probe-hosts",
  title: "is asked whether it is well, and nobody else",
  severity: "medium",
  why: "A node asks whatever host a probe names, from its own network: so who may write a pod asks what no policy lets a pod reach.",
  fix: "Leave the host of the probe or hook away; the pod itself is asked then.",
  bad: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - { name: api, image: api:1, readinessProbe: { httpGet: { host: 169.254.169.254, port: 80 } } }`,
  good: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - { name: api, image: api:1, readinessProbe: { httpGet: { port: 80 } } }`,
  references: [
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    "https://github.com/kubernetes/kubernetes/issues/99425",
  ],
  on: "workload",
  needs: ["askedHosts"],
  check: (workload) =>
    judge(workload.askedHosts, "whom its probes ask", (hosts) =>
      hosts.length === 0 ? undefined : `lets its node ask ${[...new Set(hosts)].sort().join(", ")}`,
    ),
};
