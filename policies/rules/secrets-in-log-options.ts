import { judge } from "../evaluate";
import { secretsIn } from "../facts/secrets";
import type { Rule } from "../rule";

export const secretsInLogOptions: Rule<"container"> = {
  id: "BWK-secrets-in-log-options",
  title: "has no secret in the options of its log",
  severity: "high",
  why: "The options of a log driver are in inspect and in the state of Terraform; a token there lets everybody write, or read, what all containers say.",
  fix: "Give the driver its token in the engine's own configuration, or let an agent read the logs.",
  bad: `logging: { driver: splunk, options: { splunk-url: "https://splunk.example.com", splunk-token: 176FCEBF-4CF5 } }`,
  good: `logging: { driver: json-file, options: { max-size: 10m, max-file: "3" } }`,
  references: [
    "https://docs.docker.com/engine/logging/drivers/splunk/",
    "https://docs.docker.com/engine/logging/configure/",
  ],
  cannotBeWaived: true,
  on: "container",
  needs: ["logOptions"],
  check: (container) =>
    judge(container.logOptions, "the options of its log", (options) => {
      const found = secretsIn(options);
      return found.length === 0 ? undefined : `has secrets in the options of its log: ${[...found].sort().join(", ")}`;
    }),
};
