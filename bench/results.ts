import type { Machine } from "./machine";
import { medians } from "./statistics";

export enum Side {
  BULWARK = "bulwark",
  COMPOSE_HEALTHY = "compose with service_healthy",
  COMPOSE_BARE = "compose without depends_on",
}

/** Seconds since the command was started, of `up` from loaded images. */
export type UpFigures = Readonly<
  Record<"firstContainerCreated" | "lastContainerStarted" | "allHealthy" | "commandEnded", number>
>;

/** Seconds since the command was started, and what became of requests; times of answers in milliseconds. */
export type RollFigures = Readonly<
  Record<"allHealthy" | "commandEnded" | "requests" | "failed" | "p50Ms" | "p99Ms" | "maxMs", number>
>;

/** What is measured of each side. */
export type Part = "up" | "noChange" | "roll";

/** A command's own steps: seconds from the end of the step before to the end of this one. */
export type Steps = Readonly<Record<string, number>>;

/** One side, measured once. */
export interface Measurement {
  readonly side: Side;
  readonly repetition: number;
  /** Of the machine, mean over the minute before. */
  readonly load: number;
  readonly up: UpFigures;
  /** Seconds of the same command once more; containers stay. */
  readonly noChange: Readonly<Record<"commandEnded", number>>;
  readonly roll: RollFigures;
  /** Of sides that tell them. */
  readonly steps?: Readonly<Record<Part, Steps>>;
}

export interface BenchResult {
  readonly date: string;
  readonly machine: Machine & { readonly engine: string };
  readonly composeVersion: string;
  readonly containers: number;
  readonly jobs: number;
  readonly measurements: readonly Measurement[];
}

export type SideMedians = Readonly<Record<Part, Readonly<Record<string, number>>>>;

export function mediansOf({ measurements }: Pick<BenchResult, "measurements">): Readonly<Record<Side, SideMedians>> {
  const sides = Object.values(Side).map((side) => {
    const own = measurements.filter((one) => one.side === side);
    const part = (name: Part) => medians<string>(own.map((one) => one[name]));
    return [side, { up: part("up"), noChange: part("noChange"), roll: part("roll") }] as const;
  });
  return Object.fromEntries(sides) as Record<Side, SideMedians>;
}

/** Medians of Bulwark's own steps, in their order. */
export function stepsOf({ measurements }: Pick<BenchResult, "measurements">, part: Part): Steps {
  return medians<string>(measurements.flatMap(({ steps }) => (steps ? [steps[part]] : [])));
}

/** Bulwark's medians divided by a rival's: below 1 Bulwark is faster. */
export interface Ratios {
  readonly allHealthy: number;
  readonly noChange: number;
  readonly roll: number;
}

export type Rival = Exclude<Side, Side.BULWARK>;

export function ratiosOf(result: Pick<BenchResult, "measurements">): Readonly<Record<Rival, Ratios>> {
  const of = mediansOf(result);
  const own = of[Side.BULWARK];
  const against = ({ up, noChange, roll }: SideMedians): Ratios => ({
    allHealthy: own.up["allHealthy"]! / up["allHealthy"]!,
    noChange: own.noChange["commandEnded"]! / noChange["commandEnded"]!,
    roll: own.roll["allHealthy"]! / roll["allHealthy"]!,
  });
  return {
    [Side.COMPOSE_HEALTHY]: against(of[Side.COMPOSE_HEALTHY]),
    [Side.COMPOSE_BARE]: against(of[Side.COMPOSE_BARE]),
  };
}
