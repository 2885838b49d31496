import type { Component, Duration, HealthCheck } from "../../../core";
import type { ProbeValues } from "./values";

const seconds = (duration: Duration | undefined, fallback: number): number =>
  Math.max(1, Math.ceil(duration?.toSeconds() ?? fallback));

export interface Probes {
  readonly startup: ProbeValues;
  readonly readiness: ProbeValues;
  readonly liveness: ProbeValues;
}

/** While it starts nothing else is asked; after that one check says whether it may serve, and another whether it must restart. */
export function probesOf({ endpoint }: Component, health: HealthCheck): Probes {
  const timeoutSeconds = seconds(health.timeout, 3);
  const failures = health.retries ?? 3;
  const startSeconds = seconds(health.startPeriod, 30);
  const periodSeconds = seconds(health.interval, 5);
  return {
    startup: {
      exec: health.command,
      periodSeconds: 2,
      timeoutSeconds,
      failureThreshold: Math.ceil(startSeconds / 2) + failures,
    },
    readiness: { exec: health.command, periodSeconds, timeoutSeconds, failureThreshold: failures },
    liveness: { ...livenessOf(health, endpoint?.port), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
  };
}

function livenessOf(
  { liveness, command }: HealthCheck,
  port: number | undefined,
): Pick<ProbeValues, "exec" | "tcpPort"> {
  if (liveness) return { exec: liveness };
  return port === undefined ? { exec: command } : { tcpPort: port };
}
