import type { Component } from "./component";
import type { Duration } from "./duration";
import type { Relations } from "./relations";

export enum Severity {
  /** Somebody must act now. */
  CRITICAL = "critical",
  /** Somebody should look at it within the day. */
  WARNING = "warning",
  /** Nobody need act: it shows that alerts arrive. */
  NONE = "none",
}

/** A condition that a person should hear of. Its runbook is the page of its name in `docs/runbooks/`. */
export interface Alert {
  /** In CamelCase; the same condition of two components has one name. */
  readonly name: string;
  readonly severity: Severity;
  /** PromQL; each series that it yields is one alert. */
  readonly expression: string;
  /** How long the condition must hold. @default - not at all */
  readonly holds?: Duration;
  /** One line for whoever is woken by it; may hold Prometheus's templates of labels and value. */
  readonly summary: string;
}

/** What knows conditions of its own that a person should hear of. */
export interface Alerting {
  alerts(relations: Relations): readonly Alert[];
}

export const isAlerting = (component: Component): component is Component & Alerting =>
  typeof (component as Partial<Alerting>).alerts === "function";

/** The runbook's file of an alert: `TargetDown` has `target-down.md`. */
export const runbookOf = ({ name }: Pick<Alert, "name">): string =>
  `${name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase()}.md`;
