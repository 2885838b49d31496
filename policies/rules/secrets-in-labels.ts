import { judge } from "../evaluate";
import { secretsIn } from "../facts/secrets";
import type { Rule } from "../rule";

export const secretsInLabels: Rule<"container"> = {
  id: "BWK-secrets-in-labels",
  title: "has no secret in its labels",
  severity: "high",
  why: "Labels are read by every program that lists containers, and are sent to monitoring with each measurement.",
  fix: "Give the secret as a file to the program that needs it.",
  bad: `labels: { com.example.api-token: hunter2 }`,
  good: `labels: { com.example.team: shop }`,
  references: [
    "https://docs.docker.com/engine/manage-resources/labels/",
    "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
  ],
  cannotBeWaived: true,
  on: "container",
  needs: ["labels"],
  check: (container) =>
    judge(container.labels, "its labels", (labels) => {
      const found = secretsIn(labels);
      return found.length === 0 ? undefined : `has secrets in labels: ${[...found].sort().join(", ")}`;
    }),
};
