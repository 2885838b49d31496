import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

export const SEVERITIES = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Types come from clients; past this many the rest is counted as "other", so that nobody can fill the memory. */
const MAX_EVENT_TYPES = 50;

/** Everything that `/metrics` shows. */
export class Metrics {
  readonly registry = new Registry();

  readonly requestDuration = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the request's head to the end of its answer",
    labelNames: ["method", "route", "status_code"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  readonly requestsInFlight = this.gauge("http_requests_in_flight", "Requests that are being answered", []);

  readonly dependencyUp = this.gauge("dependency_up", "1 when the dependency answered its last check", [
    "dependency",
    "required",
  ]);

  readonly dependencyLatency = this.gauge("dependency_latency_seconds", "Time that the last good check took", [
    "dependency",
  ]);

  readonly serviceUp = this.gauge("service_up", "1 when the service of the registry answered its last check", [
    "service",
    "layer",
  ]);

  readonly securityEvents = new Counter({
    name: "security_events_total",
    help: "Security events by severity and type",
    labelNames: ["severity", "type"],
    registers: [this.registry],
  });

  private readonly eventTypes = new Set<string>();

  constructor(service: { readonly name: string; readonly version: string; readonly role: string }) {
    collectDefaultMetrics({ register: this.registry });
    const { name, version, role } = service;
    this.gauge("service_info", "What runs here", ["service", "version", "role"]).set(
      { service: name, version, role },
      1,
    );
    // A counter that appears with its first event has no increase: each severity exists from the start.
    for (const severity of SEVERITIES) this.securityEvents.inc({ severity, type: "none" }, 0);
  }

  /** Makes the series exist, at zero, before the first event. */
  expectSecurityEvent(severity: Severity, type: string): void {
    this.eventTypes.add(type);
    this.securityEvents.inc({ severity, type }, 0);
  }

  countSecurityEvent(severity: Severity, type: string): void {
    if (this.eventTypes.size < MAX_EVENT_TYPES) this.eventTypes.add(type);
    this.securityEvents.inc({ severity, type: this.eventTypes.has(type) ? type : "other" });
  }

  private gauge<T extends string>(name: string, help: string, labelNames: T[]): Gauge<T> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
