import { textTable } from "../../operations/table";
import { conditionsInWords, type Machine } from "../machine";
import { medians } from "../statistics";
import type { ProcessFigures } from "./process";

/** How the same resources are synthesized. */
export enum Way {
  BULWARK = "Bulwark",
  STOCK = "stock template, ts-node",
  STOCK_NPX = "stock template, npx ts-node",
}

/** One synthesis of one platform. */
export interface SynthMeasurement {
  readonly platform: string;
  readonly way: Way;
  /** Of the machine, mean over the minute before. */
  readonly load: number;
  readonly figures: ProcessFigures;
}

export interface SynthResult {
  readonly date: string;
  readonly machine: Machine;
  readonly repetitions: number;
  /** Resources by platform. */
  readonly resources: Readonly<Record<string, number>>;
  readonly measurements: readonly SynthMeasurement[];
}

export type Figures = Record<keyof ProcessFigures, number>;

/** Medians of one platform, synthesized one way. */
export function synthMedians({ measurements }: Pick<SynthResult, "measurements">, platform: string, way: Way): Figures {
  const own = measurements.filter((one) => one.platform === platform && one.way === way);
  return medians<keyof ProcessFigures>(own.map(({ figures }) => figures));
}

/** How often the time and processor time of Bulwark another way takes: above 1 Bulwark is faster. */
export function timesBulwark(result: Pick<SynthResult, "measurements">, platform: string, way: Way) {
  const own = synthMedians(result, platform, Way.BULWARK);
  const other = synthMedians(result, platform, way);
  return { seconds: other.seconds / own.seconds, cpuSeconds: other.cpuSeconds / own.cpuSeconds };
}

export function synthReport(result: SynthResult): string {
  const rows = Object.entries(result.resources).flatMap(([platform, count]) =>
    Object.values(Way).map((way) => synthRow(result, `${platform} (${count} resources)`, { platform, way })),
  );
  return [
    textTable(["SYNTHESIS", "", "s", "CPU s", "PEAK MiB", "x BULWARK, s", "x BULWARK, CPU"], rows),
    conditionsInWords(result),
  ].join("\n\n");
}

function synthRow(
  result: SynthResult,
  title: string,
  { platform, way }: { readonly platform: string; readonly way: Way },
) {
  const { seconds, cpuSeconds, peakMiB } = synthMedians(result, platform, way);
  const times = timesBulwark(result, platform, way);
  const figures = [seconds.toFixed(2), cpuSeconds.toFixed(2), peakMiB.toFixed(0)];
  return [title, way, ...figures, times.seconds.toFixed(1), times.cpuSeconds.toFixed(1)];
}
