import { NOT_APPLICABLE, judge } from "../evaluate";
import { isLeftToImage } from "../facts/fact";
import type { Rule } from "../rule";

export const healthForm: Rule<"container"> = {
  id: "BWK-health-form",
  title: "has a check that is run without a shell of the image",
  severity: "low",
  why: "The shell form needs a shell in the image, splits its words anew, and outlives its own timeout: the engine ends the shell, not what it started.",
  fix: "Write the check as a list that begins with CMD; a longer one as a script that is mounted read-only.",
  bad: `healthcheck: { test: "wget -q -O /dev/null http://127.0.0.1:8080/ready" }`,
  good: `healthcheck: { test: [CMD, wget, -q, -O, /dev/null, http://127.0.0.1:8080/ready] }`,
  references: [
    "https://docs.docker.com/reference/dockerfile/#healthcheck",
    "https://docs.docker.com/reference/compose-file/services/#healthcheck",
  ],
  on: "container",
  needs: ["health"],
  check: ({ lifetime, health }) =>
    lifetime !== "service" || isLeftToImage(health)
      ? NOT_APPLICABLE
      : judge(health, "its health check", ({ form }) => {
          if (form === "none") return NOT_APPLICABLE;
          return form === "shell" ? "has a check in shell form" : undefined;
        }),
};
