import type { Logger } from "pino";
import type { Metrics } from "../telemetry/metrics";
import type { Dependency, DependencyReport } from "./dependency";
import { WatchedDependency } from "./watched-dependency";

/** So that metrics and alerts stay true when nobody asks `/ready`. */
const BACKGROUND_INTERVAL_MS = 5000;

/** All dependencies of this service. */
export class DependencyMonitor {
  private readonly watched: readonly WatchedDependency[];
  private timer?: NodeJS.Timeout;

  constructor(dependencies: readonly Dependency[], metrics: Metrics, log: Logger) {
    this.watched = dependencies.map((dependency) => new WatchedDependency(dependency, metrics, log));
  }

  /** Asks every required dependency now, all at once; gives those that failed. */
  async failing(): Promise<readonly DependencyReport[]> {
    const required = this.watched.filter((dependency) => dependency.required);
    const reports = await Promise.all(required.map((dependency) => dependency.check()));
    return reports.filter(({ state }) => state !== "up");
  }

  /** Asks every dependency now, the optional ones too. */
  checkAll(): Promise<readonly DependencyReport[]> {
    return Promise.all(this.watched.map((dependency) => dependency.check()));
  }

  /** What the last checks found; asks nobody. */
  reports(): readonly DependencyReport[] {
    return this.watched.map(({ report }) => report);
  }

  start(): void {
    void this.checkAll();
    this.timer = setInterval(() => void this.checkAll(), BACKGROUND_INTERVAL_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
