import type { Logger } from "pino";
import type { Metrics } from "../telemetry/metrics";
import type { Dependency, DependencyReport } from "./dependency";
import { messageOf, reasonOf } from "./reason";

/** A dependency with the memory of its last check. Checks that are asked for while one runs share it. */
export class WatchedDependency {
  private last: DependencyReport;
  private running?: Promise<DependencyReport>;

  constructor(
    private readonly dependency: Dependency,
    private readonly metrics: Metrics,
    private readonly log: Logger,
  ) {
    const { name, kind, required } = dependency;
    this.last = {
      name,
      kind,
      required,
      state: "unknown",
      latencyMs: null,
      lastSuccess: null,
      checkedAt: null,
      error: null,
    };
    this.metrics.dependencyUp.set(this.labels, 0);
  }

  get required(): boolean {
    return this.dependency.required;
  }

  get report(): DependencyReport {
    return this.last;
  }

  /** Asks the dependency now. Never rejects. */
  check(): Promise<DependencyReport> {
    this.running ??= this.ask().finally(() => (this.running = undefined));
    return this.running;
  }

  private async ask(): Promise<DependencyReport> {
    const started = performance.now();
    try {
      await this.dependency.ping();
      this.succeeded(performance.now() - started);
    } catch (error) {
      this.failed(error);
    }
    return this.last;
  }

  private succeeded(milliseconds: number): void {
    if (this.last.state === "down") this.log.info({ dependency: this.last.name }, "dependency is up");
    const now = new Date().toISOString();
    const latencyMs = Math.round(milliseconds * 100) / 100;
    this.last = { ...this.last, state: "up", latencyMs, lastSuccess: now, checkedAt: now, error: null };
    this.metrics.dependencyUp.set(this.labels, 1);
    this.metrics.dependencyLatency.set({ dependency: this.last.name }, milliseconds / 1000);
  }

  private failed(error: unknown): void {
    const reason = reasonOf(error);
    const news = this.last.state !== "down" || this.last.error !== reason;
    if (news) this.log.warn({ dependency: this.last.name, reason, detail: messageOf(error) }, "dependency is down");
    this.last = { ...this.last, state: "down", checkedAt: new Date().toISOString(), error: reason };
    this.metrics.dependencyUp.set(this.labels, 0);
  }

  private get labels(): { dependency: string; required: string } {
    return { dependency: this.dependency.name, required: String(this.dependency.required) };
  }
}
