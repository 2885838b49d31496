import type { Logger } from "pino";
import type { Configuration } from "./configuration/configuration";
import { externalDependency, upstreamDependency } from "./connections/http-dependency";
import type { Postgres } from "./connections/postgres";
import type { Redis } from "./connections/redis";
import { DependencyMonitor } from "./health/dependency-monitor";
import { Metrics } from "./telemetry/metrics";
import type { Severity } from "./telemetry/metrics";
import type { Span, Tracing } from "./telemetry/tracing";
import { plainTracing } from "./telemetry/tracing";

/** What every part of the service works with. */
export interface Service {
  readonly configuration: Configuration;
  /** For lines of requests; bears no trace id yet. */
  readonly log: Logger;
  /** For lines that belong to no request. */
  readonly lifecycle: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly monitor: DependencyMonitor;
  readonly postgres?: Postgres;
  readonly redis?: Redis;
  /** Set once SIGTERM has come. */
  readonly draining: { value: boolean };
}

/** Makes the parts; connects nowhere but to Redis. Drivers and tracing are loaded only when they are configured. */
export async function createService(configuration: Configuration, log: Logger, lifecycle: Logger): Promise<Service> {
  const { postgres: database, redis: cache, dependencyTimeoutMs: timeout } = configuration;
  const metrics = new Metrics(configuration.service);
  const postgres = database && new (await import("./connections/postgres.js")).Postgres(database, timeout, lifecycle);
  const redis = cache && new (await import("./connections/redis.js")).Redis(cache, timeout, lifecycle);
  const dependencies = [
    ...[postgres, redis].filter((dependency) => dependency !== undefined),
    ...configuration.upstreams.map((endpoint) => upstreamDependency(endpoint, timeout)),
    ...configuration.externals.map((endpoint) => externalDependency(endpoint, timeout)),
  ];
  const monitor = new DependencyMonitor(dependencies, metrics, lifecycle);
  const tracing = await createTracing(configuration, lifecycle);
  return { configuration, log, lifecycle, metrics, tracing, monitor, postgres, redis, draining: { value: false } };
}

async function createTracing(configuration: Configuration, log: Logger): Promise<Tracing> {
  if (!configuration.otlp) return plainTracing;
  return (await import("./telemetry/otlp-tracing.js")).otlpTracing(configuration.otlp, configuration, log);
}

/** Closes every connection; each within its own deadline. */
export async function closeService({ monitor, postgres, redis, tracing }: Service): Promise<void> {
  monitor.stop();
  redis?.close();
  await Promise.all([postgres?.close(), tracing.stop()]);
}

/** Runs a call to a dependency inside a span of its own. */
export async function traced<T>(
  { tracing }: Service,
  span: { readonly name: string; readonly parent: Span; readonly attributes: Readonly<Record<string, string>> },
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const child = tracing.client(span.name, span.parent, span.attributes);
  try {
    const result = await work(child);
    child.end({ failed: false });
    return result;
  } catch (error) {
    child.end({ failed: true });
    throw error;
  }
}

/** Counts a security event and writes it down. */
export function securityEvent({ metrics }: Service, log: Pick<Logger, "warn">, severity: Severity, type: string): void {
  metrics.countSecurityEvent(severity, type);
  log.warn({ event: "security", severity, type }, "security event");
}
