import { setTimeout as pause } from "node:timers/promises";
import { neverCame, prometheusFailed } from "./errors";
import { secretValues } from "./secret-values";
import type { WayInClient } from "./way-in";

export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  /** Seconds since 1970, and the value as text. */
  readonly value: readonly [number, string];
}

export interface ActiveTarget {
  readonly health: string;
  readonly lastError: string;
  readonly labels: Readonly<Record<string, string>>;
}

interface FiringAlert {
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Asks the Prometheus of an environment through the way in, as an operator does. */
export class PrometheusClient {
  private readonly authorization: string;

  constructor(
    private readonly wayIn: WayInClient,
    environment: string,
  ) {
    const password = secretValues(environment).find(({ name }) => name === "way-in-password")!.value;
    this.authorization = `Basic ${Buffer.from(`operator:${password}`).toString("base64")}`;
  }

  async query(expression: string): Promise<readonly Sample[]> {
    const { result } = await this.ask<{ readonly result: readonly Sample[] }>(
      `query?query=${encodeURIComponent(expression)}`,
    );
    return result;
  }

  async targets(): Promise<readonly ActiveTarget[]> {
    return (await this.ask<{ readonly activeTargets: readonly ActiveTarget[] }>("targets?state=active")).activeTargets;
  }

  /** Those that fire, by name and component. */
  async firing(): Promise<readonly string[]> {
    const { alerts } = await this.ask<{ readonly alerts: readonly FiringAlert[] }>("alerts");
    return alerts
      .filter(({ state }) => state === "firing")
      .map(({ labels }) => `${labels["alertname"]} ${labels["component"]}`)
      .sort();
  }

  /** Every name of a metric that it has. */
  metricNames(): Promise<readonly string[]> {
    return this.ask<readonly string[]>("label/__name__/values");
  }

  /** Alerts by component, as they are loaded. */
  async alertNames(component: string): Promise<readonly string[]> {
    interface Group {
      readonly name: string;
      readonly rules: readonly { readonly name: string }[];
    }
    const { groups } = await this.ask<{ readonly groups: readonly Group[] }>("rules?type=alert");
    return groups.filter(({ name }) => name === component).flatMap(({ rules }) => rules.map(({ name }) => name));
  }

  private async ask<T>(path: string): Promise<T> {
    const { status, body } = await this.wayIn.ask(`/prometheus/api/v1/${path}`, {
      headers: { authorization: this.authorization },
    });
    if (status !== 200) throw prometheusFailed(path, status, body);
    return (JSON.parse(body) as { readonly data: T }).data;
  }
}

/** Asks again until it holds, for at most two minutes. Returns what was seen last. */
export async function until<T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 120; tries += 1) {
    const seen = await look();
    if (holds(seen)) return seen;
    await pause(1000);
  }
  throw neverCame(JSON.stringify(await look()));
}
