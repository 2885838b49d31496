import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const hostPort: Rule<"workload"> = {
  id: "BWK-host-port",
  title: "takes no port of a node",
  severity: "medium",
  why: "A port of a node is reached past every NetworkPolicy, by whoever reaches the node, and only one pod of a node can have it.",
  fix: "Take hostPort away, and let a Service, an Ingress or a load balancer lead to the pods.",
  bad: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - { name: api, image: api:1, ports: [{ containerPort: 80, hostPort: 8080 }] }`,
  good: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - { name: api, image: api:1, ports: [{ containerPort: 80 }] }`,
  references: [
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    "https://kubernetes.io/docs/concepts/configuration/overview/#services",
  ],
  relatives: ["BWK-host-namespaces", "BWK-published-ports"],
  on: "workload",
  needs: ["hostPorts"],
  check: (workload) =>
    judge(workload.hostPorts, "its ports of the node", (ports) =>
      ports.length === 0
        ? undefined
        : `takes ports of its node: ${[...new Set(ports)].sort((a, b) => a - b).join(", ")}`,
    ),
};
