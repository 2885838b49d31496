import { NOT_APPLICABLE, judge } from "../evaluate";
import { isLeftToImage } from "../facts/fact";
import type { Health } from "../facts/container";
import type { Rule } from "../rule";

/** So soon a hang is found whatever the interval: no check starts before the last one has ended. */
const SOON_SECONDS = 3;

export const healthTiming: Rule<"container"> = {
  id: "BWK-health-timing",
  title: "has a check that finds a hang soon",
  severity: "low",
  why: "A check that may take as long as the time between two of them finds a hanging service late; the engine's own choice is 30 seconds for both, and three failures make it a minute and a half.",
  fix: "Set interval and timeout, the timeout below the interval, or at three seconds at most.",
  bad: `healthcheck: { test: [CMD, pg_isready], interval: 5s, timeout: 10s }`,
  good: `healthcheck: { test: [CMD, pg_isready], interval: 5s, timeout: 3s }`,
  references: [
    "https://docs.docker.com/reference/dockerfile/#healthcheck",
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes",
  ],
  on: "container",
  needs: ["health"],
  check: ({ lifetime, health }) =>
    lifetime !== "service" || isLeftToImage(health)
      ? NOT_APPLICABLE
      : judge(health, "its health check", (said) => (said.form === "none" ? NOT_APPLICABLE : wrongTiming(said))),
};

function wrongTiming({ intervalSeconds: interval, timeoutSeconds: timeout }: Health): string | undefined {
  if (interval === undefined || timeout === undefined) {
    const missing = [interval === undefined && "interval", timeout === undefined && "timeout"].filter(Boolean);
    return `has a check without ${missing.join(" and ")}`;
  }
  return timeout < interval || timeout <= SOON_SECONDS
    ? undefined
    : `has a check that may take ${timeout} s, every ${interval} s`;
}
