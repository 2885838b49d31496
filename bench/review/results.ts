import { textTable } from "../../operations/table";
import { conditionsInWords, type Machine } from "../machine";
import { median } from "../statistics";
import type { ProcessFigures } from "../synth/process";

export enum Reviewed {
  OUTPUTS = "two outputs",
  PLAN = "a plan",
}

export interface ReviewMeasurement extends ProcessFigures {
  readonly resources: number;
  readonly what: Reviewed;
  readonly load: number;
  /** Of the Markdown. */
  readonly bytes: number;
}

export interface ReviewResult {
  readonly date: string;
  readonly machine: Machine;
  readonly repetitions: number;
  readonly measurements: readonly ReviewMeasurement[];
}

export function reviewReport(result: ReviewResult): string {
  const cases = new Map<string, ReviewMeasurement[]>();
  for (const one of result.measurements) {
    const key = `${one.resources} ${one.what}`;
    cases.set(key, [...(cases.get(key) ?? []), one]);
  }
  const rows = [...cases.values()].map((all) => {
    const of = (figure: "seconds" | "cpuSeconds" | "peakMiB") => median(all.map((one) => one[figure]));
    const [{ resources, what, bytes }] = all as [ReviewMeasurement];
    return [
      ...[`${resources} resources`, what, of("seconds").toFixed(2), of("cpuSeconds").toFixed(2)],
      ...[of("peakMiB").toFixed(0), `${bytes}`],
    ];
  });
  const table = textTable(["REVIEW", "", "s", "CPU s", "MiB", "BYTES OF MARKDOWN"], rows);
  return [table, conditionsInWords(result)].join("\n\n");
}
