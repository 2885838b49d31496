import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Rule } from "../rule";

export const health: Rule<"container"> = {
  id: "BWK-health",
  title: "says whether it is well",
  severity: "medium",
  why: "What hangs is neither seen nor replaced, and what needs it starts too early.",
  fix: "Give a check that asks the service itself.",
  bad: `healthcheck: { disable: true }`,
  good: `healthcheck: { test: [CMD, wget, -q, -O, /dev/null, http://127.0.0.1:8080/ready] }`,
  references: [
    "CIS Docker Benchmark 1.6, 5.27",
    "https://docs.docker.com/reference/dockerfile/#healthcheck",
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
  ],
  on: "container",
  needs: ["health"],
  check: ({ lifetime, health }) =>
    lifetime === "service"
      ? judge(health, "its health check", ({ form }) => (form === "none" ? "has no health check" : undefined))
      : NOT_APPLICABLE,
};
