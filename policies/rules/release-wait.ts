import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const releaseWait: Rule<"release"> = {
  id: "BWK-release-wait",
  title: "waits until it runs",
  severity: "medium",
  why: "A release that nobody waits for counts as done while its pods crash.",
  fix: "Leave out wait: false.",
  bad: `{ "resource": { "helm_release": { "web": { "name": "web", "chart": "web", "repository": "https://charts.example.com", "version": "1.4.2", "atomic": false, "values": ["replicas: 2"], "wait": false}}}}`,
  good: `{ "resource": { "helm_release": { "web": { "name": "web", "chart": "web", "repository": "https://charts.example.com", "version": "1.4.2", "atomic": true, "values": ["replicas: 2"]}}}}`,
  references: [
    "https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release#wait-1",
    "https://helm.sh/docs/helm/helm_upgrade/",
  ],
  relatives: ["BWK-release-atomic"],
  on: "release",
  needs: ["wait"],
  check: ({ wait }) =>
    judge(wait, "whether it waits", (is) => (is ? undefined : "counts as done before anything runs")),
};
