import { NOT_APPLICABLE, judge } from "../evaluate";
import { secretsAmong } from "../facts/arguments";
import { wordsOf } from "../facts/command-line";
import type { Health } from "../facts/container";
import { isLeftToImage, type Fact } from "../facts/fact";
import type { Rule, Verdict } from "../rule";

export const secretsInHealth: Rule<"container"> = {
  id: "BWK-secrets-in-health",
  title: "has no secret in its checks",
  severity: "high",
  why: "The check is in inspect, and in the list of processes each time that it runs.",
  fix: "Let the check read the secret from its file, in a script that is mounted.",
  bad: `healthcheck: { test: [CMD, redis-cli, -a, hunter2, ping] }`,
  good: `healthcheck: { test: [CMD, /bin/sh, /config/health.sh] }`,
  references: [
    "https://cwe.mitre.org/data/definitions/214.html",
    "https://docs.docker.com/reference/dockerfile/#healthcheck",
  ],
  cannotBeWaived: true,
  on: "container",
  needs: ["health"],
  check: ({ health }) => (isLeftToImage(health) ? NOT_APPLICABLE : judged(health)),
};

const judged = (check: Fact<Health>): Verdict =>
  judge(check, "its check", ({ form, command }) => {
    const found = secretsAmong(wordsOf(command, form === "shell"));
    return found.length === 0 ? undefined : `has secrets in its check: ${found.join(", ")}`;
  });
