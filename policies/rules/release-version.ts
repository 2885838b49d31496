import { judge, NOT_APPLICABLE } from "../evaluate";
import { isBounded } from "../facts/version";
import type { Rule } from "../rule";

export const releaseVersion: Rule<"release"> = {
  id: "BWK-release-version",
  title: "bounds the version of its chart",
  severity: "high",
  why: "The next run takes whatever chart is the newest in the repository, with all that it changes.",
  fix: "Set version; or put the chart beside the configuration.",
  bad: `{ "resource": { "helm_release": { "web": { "name": "web", "chart": "web", "repository": "https://charts.example.com", "atomic": true, "values": ["replicas: 2"]}}}}`,
  good: `{ "resource": { "helm_release": { "web": { "name": "web", "chart": "web", "repository": "https://charts.example.com", "version": "1.4.2", "atomic": true, "values": ["replicas: 2"]}}}}`,
  references: [
    "https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release#version-1",
    "https://helm.sh/docs/chart_best_practices/dependencies/#versions",
  ],
  on: "release",
  needs: ["chartIsLocal", "version"],
  check: ({ chartIsLocal, version }) =>
    judge(chartIsLocal, "where its chart lies", (isLocal) => {
      if (isLocal) return NOT_APPLICABLE;
      return judge(version, "the version of its chart", (said) =>
        isBounded(said) ? undefined : `fetches whatever version is the newest${said === "" ? "" : ` (${said})`}`,
      );
    }),
};
