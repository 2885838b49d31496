import { textTable } from "../operations/table";
import { conditionsInWords, type Machine } from "./machine";
import { medians } from "./statistics";
import type { ProcessFigures } from "./synth/process";

/** Sizes of generated platforms, in layers. */
export const SIZES = [100, 200, 500, 1000] as const;

/** One synthesis of a generated platform. */
export interface GrowthMeasurement {
  readonly layers: number;
  readonly load: number;
  readonly figures: ProcessFigures;
}

export interface GrowthResult {
  readonly date: string;
  readonly machine: Machine;
  readonly repetitions: number;
  readonly measurements: readonly GrowthMeasurement[];
}

/** Medians of platforms of this size, and how often those of the smallest they are. */
export function growthOf({ measurements }: Pick<GrowthResult, "measurements">, layers: number) {
  const of = (size: number) =>
    medians<keyof ProcessFigures>(measurements.filter((one) => one.layers === size).map(({ figures }) => figures));
  const [own, smallest] = [of(layers), of(SIZES[0])];
  const times = (name: keyof ProcessFigures) => own[name] / smallest[name];
  return { ...own, times: { seconds: times("seconds"), cpuSeconds: times("cpuSeconds"), peakMiB: times("peakMiB") } };
}

export function growthReport(result: GrowthResult): string {
  const rows = SIZES.map((layers) => {
    const { seconds, cpuSeconds, peakMiB, times } = growthOf(result, layers);
    const figures = [seconds.toFixed(2), cpuSeconds.toFixed(2), peakMiB.toFixed(0)];
    return [`${layers} layers`, ...figures, ...Object.values(times).map((ratio) => ratio.toFixed(1))];
  });
  const of = `${SIZES[0]}`;
  return [
    textTable(["GROWTH", "s", "CPU s", "PEAK MiB", `x ${of}, s`, `x ${of}, CPU`, `x ${of}, PEAK`], rows),
    conditionsInWords(result),
  ].join("\n\n");
}
