import { setTimeout as pause } from "node:timers/promises";
import { Client, ClientKind } from "./client";
import { endedByItself } from "./errors";
import { TrafficReport, type Outcome } from "./report";
import type { Target } from "./target";

export interface TrafficOptions {
  /** Clients of each kind. @default - 4 that keep their connection, 3 that close it, 8 slow ones */
  readonly clients?: Partial<Readonly<Record<ClientKind, number>>>;
  /** Pause of a client between two requests. @default 60 */
  readonly pauseMs?: number;
  /** Bounds, in case nobody stops it. @default 300 */
  readonly mostSeconds?: number;
  /** @default 50000 */
  readonly mostRequests?: number;
}

const CLIENTS: Readonly<Record<ClientKind, number>> = {
  [ClientKind.KEEP_ALIVE_GET]: 4,
  [ClientKind.CLOSE_GET]: 3,
  [ClientKind.CLOSE_POST]: 3,
  [ClientKind.SLOW_POST]: 8,
};

/** Clients of every kind that ask a reference service over and over, from the test's own process. */
export class Traffic {
  /** Begins at once. Needs a reference service at the target; goes to 127.0.0.1 alone. */
  static start(target: Target, options: TrafficOptions = {}): Traffic {
    return new Traffic(target, options);
  }

  private readonly outcomes: Outcome[] = [];
  private readonly began = performance.now();
  private readonly running: Promise<unknown>;
  private stopped = false;

  private constructor(
    target: Target,
    private readonly options: TrafficOptions,
  ) {
    const counts = { ...CLIENTS, ...options.clients };
    const clients = Object.values(ClientKind).flatMap((kind) =>
      Array.from({ length: counts[kind] }, (_, index) => new Client(kind, target, `${kind} ${index + 1}`)),
    );
    this.running = Promise.all(clients.map((client) => this.repeat(client)));
  }

  /** Resolves once that many requests have ended, or a bound has been reached. */
  async reached(requests: number): Promise<void> {
    while (this.outcomes.length < requests && !this.atBound) await pause(100);
  }

  /** Lets requests that are under way finish. @throws when a bound ended the traffic: what came later was not seen */
  async stop(): Promise<TrafficReport> {
    const bounded = this.atBound;
    this.stopped = true;
    await this.running;
    if (bounded) throw endedByItself(this.outcomes.length, this.elapsedMs / 1000);
    return new TrafficReport(this.outcomes, this.elapsedMs / 1000);
  }

  private get elapsedMs(): number {
    return performance.now() - this.began;
  }

  private get atBound(): boolean {
    const { mostSeconds = 300, mostRequests = 50_000 } = this.options;
    return this.outcomes.length >= mostRequests || this.elapsedMs >= mostSeconds * 1000;
  }

  private async repeat(client: Client): Promise<void> {
    while (!this.stopped && !this.atBound) {
      const atMs = this.elapsedMs;
      const failed = await client.ask();
      this.outcomes.push({ kind: client.kind, atMs, tookMs: this.elapsedMs - atMs, ...(failed ? { failed } : {}) });
      await pause(this.options.pauseMs ?? 60);
    }
    client.close();
  }
}
