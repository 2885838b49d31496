import { judge } from "../evaluate";
import type { Rule } from "../rule";

const SECRET = /(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|CREDENTIALS)$/i;

export const secretsInEnvironment: Rule = {
  id: "BWK-secrets-in-environment",
  title: "has no secret in its environment",
  severity: "high",
  why: "Variables are shown by inspect, by crash reports and to every child process.",
  fix: "Give the secret as a file, and its path in <NAME>_FILE.",
  bad: `environment: { POSTGRES_PASSWORD: hunter2 }`,
  good: `environment: { POSTGRES_PASSWORD_FILE: /run/secrets/postgres }`,
  references: ["CIS Docker Benchmark 1.6, 4.10"],
  on: "container",
  check: (container) =>
    judge(container.environment, "its environment", (variables) => {
      const found = [...variables].filter(
        ([name, value]) => SECRET.test(name) && value !== "" && !value.startsWith("/"),
      );
      // The value is never shown.
      return found.length === 0 ? undefined : `has secrets in variables: ${found.map(([name]) => name).join(", ")}`;
    }),
};
