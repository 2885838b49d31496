import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const releaseSecrets: Rule<"release"> = {
  id: "BWK-release-secrets",
  title: "has no secrets in its values",
  severity: "critical",
  why: "Values are in version control, in Terraform's state, in the release's own record in the cluster, and in every plan.",
  fix: "Name a Secret of the cluster in the values, and let an operator fill it.",
  bad: `{ "resource": { "helm_release": { "web": { "name": "web", "chart": "web", "repository": "https://charts.example.com", "version": "1.4.2", "atomic": true, "values": ["auth:\\n  password: hunter2-and-more\\n"]}}}}`,
  good: `{ "resource": { "helm_release": { "web": { "name": "web", "chart": "web", "repository": "https://charts.example.com", "version": "1.4.2", "atomic": true, "values": ["replicas: 2"]}}}}`,
  references: [
    "https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release#set_sensitive-1",
    "NSA Kubernetes Hardening Guide 1.2, Secrets",
    "CIS Kubernetes Benchmark 1.9, 5.4.1",
  ],
  cannotBeWaived: true,
  on: "release",
  needs: ["secretValues"],
  check: ({ secretValues }) =>
    judge(secretValues, "its values", (ways) =>
      ways.length > 0 ? `has secrets in its values: ${[...ways].sort().join(", ")}` : undefined,
    ),
};
