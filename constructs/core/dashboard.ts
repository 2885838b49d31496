import type { Component } from "./component";
import type { Relations } from "./relations";

/** How a number is written. https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/#unit */
export enum Unit {
  NUMBER = "short",
  BYTES = "bytes",
  SECONDS = "s",
  /** 1 is all of it. */
  SHARE = "percentunit",
  PER_SECOND = "ops",
  BYTES_PER_SECOND = "Bps",
  /** Seconds since 1970, shown as a date. */
  TIME = "dateTimeAsIso",
}

export enum PanelKind {
  /** Values over time. */
  GRAPH = "graph",
  /** The newest value, large. */
  VALUE = "value",
}

/** One PromQL expression. `$__rate_interval` stands for a range that holds at least four scrapes. */
export interface Query {
  readonly expression: string;
  /** Names a series by its labels, such as `{{job}}`. */
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  /** @default PanelKind.GRAPH */
  readonly kind?: PanelKind;
  readonly unit: Unit;
  readonly queries: readonly Query[];
}

/** What a person looks at to see how components of one kind are. */
export interface Dashboard {
  /** Unique, and part of its address. */
  readonly name: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  /** A choice at the top: `$<name>` in an expression. Those of several components of one kind are joined. @default - none */
  readonly choice?: { readonly name: string; readonly values: readonly string[] };
}

/** What has a dashboard for its kind. */
export interface Charted {
  dashboard(relations: Relations): Dashboard;
}

export const isCharted = (component: Component): component is Component & Charted =>
  typeof (component as Partial<Charted>).dashboard === "function";

/** A panel of one expression. */
export const graph = (title: string, unit: Unit, expression: string, legend: string): Panel => ({
  title,
  unit,
  queries: [{ expression, legend }],
});

/** A panel that shows the newest value of one expression. */
export const value = (title: string, unit: Unit, expression: string, legend = title): Panel => ({
  ...graph(title, unit, expression, legend),
  kind: PanelKind.VALUE,
});
