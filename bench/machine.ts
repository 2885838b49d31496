import { cpus, release, totalmem } from "node:os";

import { median } from "./statistics";

/** What figures were measured on. */
export interface Machine {
  readonly cpus: number;
  readonly model: string;
  readonly memoryMiB: number;
  readonly kernel: string;
  readonly node: string;
}

export function machine(): Machine {
  const memoryMiB = Math.round(totalmem() / 1024 / 1024);
  const model = cpus()[0]?.model ?? "?";
  return { cpus: cpus().length, model, memoryMiB, kernel: release(), node: process.versions.node };
}

export const machineInWords = ({ cpus: count, model, memoryMiB, kernel, node }: Machine) =>
  `Machine: ${count} x ${model}, ${memoryMiB} MiB, Linux ${kernel}, Node.js ${node}`;

/** Of the machine, each the mean over the minute before a measurement. */
export function loadInWords(loads: readonly number[]): string {
  const [middle, most] = [median(loads), Math.max(...loads)].map((load) => load.toFixed(1));
  return `Load before each measurement: ${middle} in the median, ${most} at most`;
}

interface Conditions {
  readonly repetitions: number;
  readonly date: string;
  readonly machine: Machine;
  readonly measurements: readonly { readonly load: number }[];
}

export function conditionsInWords({ repetitions, date, machine: on, measurements }: Conditions): string {
  const loads = loadInWords(measurements.map(({ load }) => load));
  return [`Medians of ${repetitions} after one that does not count, ${date}`, machineInWords(on), loads].join("\n");
}
