/** Something else that this service needs or watches. */
export interface Dependency {
  readonly name: string;
  readonly kind: "postgres" | "redis" | "upstream" | "external";
  /** Whether `/ready` fails with it. */
  readonly required: boolean;
  /** Asks it now; rejects when it does not answer within the deadline. */
  ping(): Promise<void>;
}

/** What is known of a dependency. */
export interface DependencyReport {
  readonly name: string;
  readonly kind: Dependency["kind"];
  readonly required: boolean;
  readonly state: "up" | "down" | "unknown";
  /** Of the last good check. */
  readonly latencyMs: number | null;
  readonly lastSuccess: string | null;
  readonly checkedAt: string | null;
  readonly error: string | null;
}
