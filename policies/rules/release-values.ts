import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const releaseValues: Rule<"release"> = {
  id: "BWK-release-values",
  title: "gives its chart only values that the chart knows",
  severity: "medium",
  why: "A chart ignores a key that it does not know, and the protection that somebody wrote there is not there.",
  fix: "Correct the key; 'helm show values' prints those that the chart knows.",
  bad: `{ "resource": { "helm_release": { "web": { "name": "web", "chart": "./charts/web", "atomic": true, "values": ["replica: 2"] } } } }`,
  good: `{ "resource": { "helm_release": { "web": { "name": "web", "chart": "./charts/web", "atomic": true, "values": ["replicas: 2"] } } } }`,
  references: ["https://helm.sh/docs/topics/charts/#schema-files"],
  on: "release",
  needs: ["strangeValues"],
  check: ({ strangeValues }) =>
    judge(strangeValues, "which values its chart knows", (ways) =>
      ways.length > 0 ? `has values that its chart does not know: ${[...ways].sort().join(", ")}` : undefined,
    ),
};
