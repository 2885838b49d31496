import type { Target } from "../traffic/target";
import { Connection } from "./connection";
import { notAnswered } from "./errors";

export interface LoadOptions {
  /** Connections are shared out among them. */
  readonly targets: readonly Target[];
  /** Each is kept, and has one request under way at a time. */
  readonly connections: number;
  readonly seconds: number;
  /** It ends earlier after so many. */
  readonly mostRequests: number;
}

export interface LoadFigures {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of the client by elapsed time: near 1 the client is what is measured. */
  readonly clientShare: number;
}

/**
 * Asks without pause, within the bounds.
 *
 * @throws BulwarkError with exit code 4 for the first answer that is not 200, or a connection that ends
 */
export async function load(options: LoadOptions): Promise<LoadFigures> {
  const { targets, connections, seconds, mostRequests } = options;
  const targetOf = (index: number) => targets[index % targets.length]!;
  const open = await Promise.all(Array.from({ length: connections }, (_, index) => Connection.open(targetOf(index))));
  const times: number[] = [];
  const began = performance.now();
  const cpu = process.cpuUsage();
  const until = began + seconds * 1000;
  const ask = async (connection: Connection) => {
    for (let sent = performance.now(); sent < until && times.length < mostRequests; sent = performance.now()) {
      const status = await connection.ask();
      if (status !== 200) throw notAnswered(status);
      times.push(performance.now() - sent);
    }
  };
  try {
    await Promise.all(open.map(ask));
  } finally {
    open.forEach((connection) => connection.close());
  }
  return figures(times, (performance.now() - began) / 1000, process.cpuUsage(cpu));
}

function figures(times: readonly number[], seconds: number, { user, system }: NodeJS.CpuUsage): LoadFigures {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    requests: times.length,
    perSecond: times.length / seconds,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    clientShare: (user + system) / 1e6 / seconds,
  };
}

/** Of sorted values the smallest that is not less than this share of them. */
export const percentile = (sorted: readonly number[], share: number) =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
