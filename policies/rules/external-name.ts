import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const externalName: Rule<"clusterService"> = {
  id: "BWK-external-name",
  title: "is no other name of something outside",
  severity: "medium",
  why: "Whoever changes the name, or what it resolves to, moves the traffic of all who use it; no NetworkPolicy that selects pods sees it.",
  fix: "Let its users name the address outside, and allow them to reach just that.",
  bad: `apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { type: ExternalName, externalName: api.example.com }`,
  good: `apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { type: ClusterIP, ports: [{ port: 80 }] }`,
  references: ["https://kubernetes.io/docs/concepts/services-networking/service/#externalname"],
  on: "clusterService",
  needs: ["externalName"],
  check: (service) =>
    judge(service.externalName, "its name", (name) => (name === "" ? undefined : `is another name of ${name}`)),
};
