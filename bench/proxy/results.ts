import { textTable } from "../../operations/table";
import { conditionsInWords, type Machine } from "../machine";
import { medians } from "../statistics";
import type { LoadFigures } from "./load";

export enum Route {
  DIRECT = "direct, HTTP",
  WAY_IN = "way in, HTTPS and token",
}

/** Connections at once: one shows what a request takes, several show what there is room for. */
export const CONNECTIONS = [1, 16] as const;

export interface ProxyMeasurement {
  readonly route: Route;
  readonly connections: number;
  /** Of the machine, mean over the minute before. */
  readonly load: number;
  readonly figures: LoadFigures;
}

export interface ProxyResult {
  readonly date: string;
  readonly machine: Machine;
  readonly repetitions: number;
  readonly measurements: readonly ProxyMeasurement[];
}

type Measurements = Pick<ProxyResult, "measurements">;

export function proxyMedians({ measurements }: Measurements, route: Route, connections: number) {
  const own = measurements.filter((one) => one.route === route && one.connections === connections);
  return medians<keyof LoadFigures>(own.map(({ figures }) => figures));
}

/** What comes through the way in, divided by what comes directly. */
export function proxyRatios(result: Measurements, connections: number) {
  const [wayIn, direct] = [Route.WAY_IN, Route.DIRECT].map((route) => proxyMedians(result, route, connections));
  const ratio = (name: keyof LoadFigures) => wayIn![name] / direct![name];
  return { perSecond: ratio("perSecond"), p50Ms: ratio("p50Ms"), p99Ms: ratio("p99Ms") };
}

/** A client this busy is slower than what it asks. */
const CLIENT_IS_FULL = 0.9;

export function proxyReport(result: ProxyResult): string {
  const rows = CONNECTIONS.flatMap((connections) => [
    ...Object.values(Route).map((route) => figuresRow(result, route, connections)),
    ["way in divided by direct", "", ...Object.values(proxyRatios(result, connections)).map(twoDigits), "", ""],
  ]);
  return [
    textTable(["WAY IN", "CONNECTIONS", "REQUESTS/s", "P50 ms", "P99 ms", "REQUESTS", "CLIENT'S CPU"], rows),
    conditionsInWords(result),
  ].join("\n\n");
}

function figuresRow(result: ProxyResult, route: Route, connections: number): readonly string[] {
  const { requests, perSecond, p50Ms, p99Ms, clientShare } = proxyMedians(result, route, connections);
  const share = `${(clientShare * 100).toFixed(0)} %${clientShare > CLIENT_IS_FULL ? ", the bottleneck" : ""}`;
  return [route, `${connections}`, perSecond.toFixed(0), twoDigits(p50Ms), twoDigits(p99Ms), `${requests}`, share];
}

const twoDigits = (value: number) => value.toFixed(2);
