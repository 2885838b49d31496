import { setTimeout as pause } from "node:timers/promises";
import { checkHttp } from "../connections/http-check";
import { checkTcp } from "../connections/tcp-check";
import { reasonOf } from "../health/reason";
import type { RegistryEntry } from "./registry";

const TCP_PORTS: Readonly<Record<string, number>> = {
  "redis:": 6379,
  "rediss:": 6379,
  "postgres:": 5432,
  "postgresql:": 5432,
};

/** What the last check of an endpoint found. */
export interface EndpointState {
  readonly state: "up" | "down";
  readonly latencyMs: number | null;
  readonly checkedAt: string;
  readonly error: string | null;
}

export interface PollerOptions {
  readonly timeoutMs: number;
  readonly intervalMs: number;
  readonly entries: () => readonly RegistryEntry[];
  /** Called after each round. */
  readonly onRound: () => void;
}

/** Services of one layer share an endpoint: it is asked once for all of them. */
export const endpointOf = ({ url, healthPath }: RegistryEntry): string =>
  /^https?:/.test(url) ? new URL(healthPath, url).href : url;

async function ask(endpoint: string, timeoutMs: number): Promise<void> {
  const { protocol, hostname, port } = new URL(endpoint);
  if (/^https?:$/.test(protocol)) return checkHttp(endpoint, timeoutMs);
  return checkTcp(hostname.replace(/^\[|\]$/g, ""), Number(port) || (TCP_PORTS[protocol] ?? 0), timeoutMs);
}

async function stateOf(endpoint: string, timeoutMs: number): Promise<EndpointState> {
  const started = performance.now();
  const checkedAt = new Date().toISOString();
  try {
    await ask(endpoint, timeoutMs);
    const latencyMs = Math.round((performance.now() - started) * 100) / 100;
    return { state: "up", latencyMs, checkedAt, error: null };
  } catch (error) {
    return { state: "down", latencyMs: null, checkedAt, error: reasonOf(error) };
  }
}

/** Asks every distinct endpoint of the registry, round after round. */
export class Poller {
  private states: ReadonlyMap<string, EndpointState> = new Map();
  private readonly stopped = new AbortController();

  constructor(private readonly options: PollerOptions) {}

  /** Resolves after the first round, so that whoever asks then gets an answer that was looked at. */
  async start(): Promise<void> {
    await this.round();
    void this.repeat();
  }

  stop(): void {
    this.stopped.abort();
  }

  stateOf(entry: RegistryEntry): EndpointState | undefined {
    return this.states.get(endpointOf(entry));
  }

  private async repeat(): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      await pause(this.options.intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) await this.round();
    }
  }

  private async round(): Promise<void> {
    const { entries, timeoutMs, onRound } = this.options;
    const distinct = [...new Set(entries().map(endpointOf))];
    const states = await Promise.all(distinct.map((endpoint) => stateOf(endpoint, timeoutMs)));
    this.states = new Map(distinct.map((endpoint, index) => [endpoint, states[index] as EndpointState]));
    onRound();
  }
}
