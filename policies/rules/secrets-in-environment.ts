import { judge } from "../evaluate";
import { secretVariables } from "../facts/arguments";
import type { Rule } from "../rule";

export const secretsInEnvironment: Rule<"container"> = {
  id: "BWK-secrets-in-environment",
  title: "has no secret in its environment",
  severity: "high",
  why: "Variables are shown by inspect, by crash reports and to every child process, and lie in the state and in the repository.",
  fix: "Give the secret as a file, and its path in <NAME>_FILE.",
  bad: `environment: { POSTGRES_PASSWORD: hunter2 }`,
  good: `environment: { POSTGRES_PASSWORD_FILE: /run/secrets/postgres }`,
  references: [
    "CIS Docker Benchmark 1.6, 4.10",
    "https://docs.docker.com/compose/how-tos/use-secrets/",
    "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
  ],
  relatives: ["BWK-known-passwords"],
  cannotBeWaived: true,
  on: "container",
  needs: ["environment"],
  check: (container) =>
    judge(container.environment, "its environment", (variables) => {
      const found = secretVariables(variables);
      return found.length === 0 ? undefined : `has secrets in variables: ${[...found].sort().join(", ")}`;
    }),
};
