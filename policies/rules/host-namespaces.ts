import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const hostNamespaces: Rule<"container"> = {
  id: "BWK-host-namespaces",
  title: "shares no namespace with the host",
  severity: "critical",
  why: "In the namespaces of the host a container sees and reaches what is not its own.",
  fix: "Give it namespaces of its own.",
  bad: `network_mode: host`,
  good: `networks: [backend]`,
  references: [
    "CIS Docker Benchmark 1.6, 5.10, 5.16, 5.17, 5.21, 5.31",
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  ],
  relatives: ["BWK-egress-closed", "BWK-host-port", "BWK-ingress-closed", "BWK-published-ports"],
  on: "container",
  needs: ["hostNamespaces"],
  check: (container) =>
    judge(container.hostNamespaces, "its namespaces", (shared) =>
      shared.size === 0 ? undefined : `shares with the host: ${[...shared].sort().join(", ")}`,
    ),
};
