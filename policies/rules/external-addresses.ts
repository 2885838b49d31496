import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const externalAddresses: Rule<"clusterService"> = {
  id: "BWK-external-addresses",
  title: "takes no address of somebody else",
  severity: "high",
  why: "A Service with externalIPs gets the traffic that the whole cluster sends to these addresses, whoever they belong to (CVE-2020-8554).",
  fix: "Use a load balancer or an Ingress; forbid externalIPs with an admission policy.",
  bad: `apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { ports: [{ port: 443 }], externalIPs: [203.0.113.7] }`,
  good: `apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { ports: [{ port: 443 }] }`,
  references: [
    "https://nvd.nist.gov/vuln/detail/CVE-2020-8554",
    "https://github.com/kubernetes/kubernetes/issues/97076",
  ],
  on: "clusterService",
  needs: ["externalAddresses"],
  check: (service) =>
    judge(service.externalAddresses, "its addresses", (addresses) =>
      addresses.length === 0 ? undefined : `takes the traffic of ${[...addresses].sort().join(", ")}`,
    ),
};
