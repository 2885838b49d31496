import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const releaseRepository: Rule<"release"> = {
  id: "BWK-release-repository",
  title: "fetches its chart by a way that nobody can change",
  severity: "high",
  why: "Over plain http whoever is in between chooses what the cluster runs.",
  fix: "Use a repository of https:// or oci://.",
  bad: `{ "resource": { "helm_release": { "web": { "name": "web", "chart": "web", "repository": "http://charts.example.com", "version": "1.4.2", "atomic": true, "values": ["replicas: 2"]}}}}`,
  good: `{ "resource": { "helm_release": { "web": { "name": "web", "chart": "web", "repository": "https://charts.example.com", "version": "1.4.2", "atomic": true, "values": ["replicas: 2"]}}}}`,
  references: [
    "https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release#repository-1",
    "https://helm.sh/docs/topics/provenance/",
  ],
  on: "release",
  needs: ["repository"],
  check: ({ repository }) =>
    judge(repository, "where its chart comes from", (address) =>
      /^http:\/\//i.test(address) ? `fetches its chart in clear text (${address})` : undefined,
    ),
};
