import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const releaseAtomic: Rule<"release"> = {
  id: "BWK-release-atomic",
  title: "is taken back when it fails",
  severity: "medium",
  why: "A release that fails halfway leaves some of the old and some of the new running.",
  fix: "Set atomic: true.",
  bad: `{ "resource": { "helm_release": { "web": { "name": "web", "chart": "web", "repository": "https://charts.example.com", "version": "1.4.2", "atomic": false, "values": ["replicas: 2"]}}}}`,
  good: `{ "resource": { "helm_release": { "web": { "name": "web", "chart": "web", "repository": "https://charts.example.com", "version": "1.4.2", "atomic": true, "values": ["replicas: 2"]}}}}`,
  references: [
    "https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release#atomic-1",
    "https://helm.sh/docs/helm/helm_upgrade/",
  ],
  relatives: ["BWK-release-wait"],
  on: "release",
  needs: ["atomic"],
  check: ({ atomic }) =>
    judge(atomic, "whether it is taken back when it fails", (is) =>
      is ? undefined : "stays as it is when it fails halfway",
    ),
};
