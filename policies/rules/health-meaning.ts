import { NOT_APPLICABLE, judge } from "../evaluate";
import { alwaysWell } from "../facts/always-well";
import { isLeftToImage } from "../facts/fact";
import type { Rule } from "../rule";

export const healthMeaning: Rule<"container"> = {
  id: "BWK-health-meaning",
  title: "has a check that can fail",
  severity: "medium",
  why: "A check that is well whatever happens hides the fault that it is there to show, and starts what waits for it.",
  fix: "Ask the service, and let its answer be the answer: no `|| true`, and curl with --fail.",
  bad: `healthcheck: { test: [CMD-SHELL, "curl http://127.0.0.1:8080/ready || true"] }`,
  good: `healthcheck: { test: [CMD, curl, --fail, --silent, http://127.0.0.1:8080/ready] }`,
  references: [
    "https://docs.docker.com/reference/dockerfile/#healthcheck",
    "https://curl.se/docs/manpage.html#-f",
    "CIS Docker Benchmark 1.6, 5.27",
  ],
  on: "container",
  needs: ["health"],
  check: ({ lifetime, health }) =>
    lifetime !== "service" || isLeftToImage(health)
      ? NOT_APPLICABLE
      : judge(health, "its health check", (said) => (said.form === "none" ? NOT_APPLICABLE : alwaysWell(said))),
};
