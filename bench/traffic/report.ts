import { textTable } from "../../operations/table";
import { ClientKind } from "./client";

/** How one request ended. */
export interface Outcome {
  readonly kind: ClientKind;
  /** Since the traffic began, when the request was sent. */
  readonly atMs: number;
  readonly tookMs: number;
  /** Why it failed. @default - it did not */
  readonly failed?: string;
}

export interface Summary {
  readonly requests: number;
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** What became of all requests of one traffic. */
export class TrafficReport {
  readonly total: Summary;
  readonly kinds: Readonly<Record<ClientKind, Summary>>;

  constructor(
    private readonly outcomes: readonly Outcome[],
    readonly seconds: number,
  ) {
    this.total = summaryOf(outcomes);
    this.kinds = Object.fromEntries(
      Object.values(ClientKind).map((kind) => [kind, summaryOf(outcomes.filter((one) => one.kind === kind))]),
    ) as Record<ClientKind, Summary>;
  }

  /** `3 x slow POST, HTTP 502: …, first after 4.1 s`, each reason once. */
  get failures(): readonly string[] {
    const byReason = new Map<string, Outcome[]>();
    for (const outcome of this.outcomes.filter(({ failed }) => failed !== undefined)) {
      const reason = `${outcome.kind}, ${outcome.failed!.replace(TRACE, "")}`;
      byReason.set(reason, [...(byReason.get(reason) ?? []), outcome]);
    }
    return [...byReason].map(([reason, all]) => `${all.length} x ${reason}, ${between(all.map(({ atMs }) => atMs))}`);
  }
}

/** Differs for every request. */
const TRACE = /,?"traceId":"[^"]*"?/;

function between(times: readonly number[]): string {
  const [first, last] = [Math.min(...times), Math.max(...times)].map((ms) => (ms / 1000).toFixed(1));
  return first === last ? `after ${first} s` : `after ${first} to ${last} s`;
}

function summaryOf(outcomes: readonly Outcome[]): Summary {
  const times = outcomes.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  const failed = outcomes.filter((one) => one.failed !== undefined).length;
  return { requests: outcomes.length, failed, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

/** Reports side by side: one line each, and one for each kind of client below. */
export function trafficTable(rows: readonly { readonly name: string; readonly report: TrafficReport }[]): string {
  const line = (name: string, one: Summary, seconds: string) => [
    name,
    ...[one.requests, one.failed, one.p50Ms, one.p99Ms, one.maxMs].map(String),
    seconds,
  ];
  return textTable(
    ["TRAFFIC", "REQUESTS", "FAILED", "P50 ms", "P99 ms", "MAX ms", "SECONDS"],
    rows.flatMap(({ name, report }) => [
      line(name, report.total, report.seconds.toFixed(1)),
      ...Object.entries(report.kinds).map(([kind, one]) => line(`  ${kind}`, one, "")),
    ]),
  );
}
