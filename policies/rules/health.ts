import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Rule } from "../rule";

const ALWAYS_WELL = /^(\/bin\/)?(true|:|exit 0|echo\b.*)$/;

export const health: Rule = {
  id: "BWK-health",
  title: "says whether it is well",
  severity: "medium",
  why: "What hangs is neither seen nor replaced.",
  fix: "Give a check in exec form that asks the service itself.",
  bad: `healthcheck: { disable: true }`,
  good: `healthcheck: { test: [CMD, wget, -q, -O, /dev/null, http://127.0.0.1:8080/ready] }`,
  references: ["CIS Docker Benchmark 1.6, 5.27"],
  on: "container",
  check: (container) =>
    container.lifetime !== "service"
      ? NOT_APPLICABLE
      : judge(container.health, "its health check", ({ form, command }) => {
          if (form === "none") return "has no health check";
          return ALWAYS_WELL.test(command.join(" "))
            ? `has a check that is always well: ${command.join(" ")}`
            : undefined;
        }),
};
