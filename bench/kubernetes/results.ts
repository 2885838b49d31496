import { textTable } from "../../operations/table";
import { loadInWords, machineInWords, type Machine } from "../machine";
import { median, medians } from "../statistics";
import type { ProcessFigures } from "../synth/process";

export enum Side {
  BULWARK = "bulwark",
  DIRECT = "direct",
}

/** Seconds; of what changes the platform until all its pods are ready, or it is gone. */
export interface Figures {
  readonly up: number;
  readonly noChange: number;
  readonly upgrade: number;
  readonly destroy: number;
}

/** Seconds of the parts of Bulwark's `up`. */
export type Steps = Readonly<Record<string, number>>;

export interface ClusterMeasurement {
  readonly services: number;
  readonly side: Side;
  /** Of the machine, over the minute before and the last minute. */
  readonly load: number;
  readonly loadAfter: number;
  readonly figures: Figures;
  readonly steps?: Steps;
}

export interface RenderMeasurement {
  readonly load: number;
  readonly loadAfter: number;
  readonly figures: ProcessFigures;
}

export interface PlatformSize {
  readonly services: number;
  readonly releases: number;
  readonly pods: number;
}

export interface KubernetesResult {
  readonly date: string;
  readonly machine: Machine;
  readonly sizes: readonly PlatformSize[];
  readonly measurements: readonly ClusterMeasurement[];
  /** How many layers were rendered. */
  readonly layers: number;
  readonly renderings: readonly RenderMeasurement[];
}

const NAMES: Readonly<Record<keyof Figures, string>> = {
  up: "up: all pods ready, s",
  noChange: "no change: command ended, s",
  upgrade: "one layer's image: all pods ready, s",
  destroy: "destroy: namespaces gone, s",
};

type Measured = Pick<KubernetesResult, "measurements">;

/** Medians of both sides, and how often Bulwark's are the others'. */
export function comparisonOf({ measurements }: Measured, services: number) {
  const of = (side: Side) =>
    medians<keyof Figures>(
      measurements.filter((one) => one.services === services && one.side === side).map(({ figures }) => figures),
    );
  const [bulwark, direct] = [of(Side.BULWARK), of(Side.DIRECT)];
  const names = Object.keys(NAMES) as (keyof Figures)[];
  return names.map((name) => ({
    name,
    bulwark: bulwark[name],
    direct: direct[name],
    ratio: bulwark[name] / direct[name],
  }));
}

/** Medians of the parts of Bulwark's `up`. */
export function stepsOf({ measurements }: Measured, services: number): Steps {
  return medians(
    measurements.filter((one) => one.services === services).flatMap(({ steps }) => (steps ? [steps] : [])),
  );
}

/** What `npm run bench -- kubernetes` says. */
export function kubernetesReport(result: KubernetesResult): string {
  return [...result.sizes.map((size) => tableOf(result, size)), rendering(result), conditions(result)].join("\n\n");
}

function tableOf(result: KubernetesResult, { services, releases, pods }: PlatformSize): string {
  const head = `${services} SERVICES, ${releases} RELEASES, ${pods} PODS`;
  const compared = comparisonOf(result, services).map(({ name, bulwark, direct, ratio }) => [
    NAMES[name],
    ...[bulwark, direct, ratio].map((value) => value.toFixed(1)),
  ]);
  const steps = Object.entries(stepsOf(result, services)).map(([name, seconds]) => [
    `  of up: ${name}, s`,
    seconds.toFixed(1),
    "",
    "",
  ]);
  return textTable([head, "BULWARK", "API ALONE", "RATIO"], [compared[0]!, ...steps, ...compared.slice(1)]);
}

function rendering({ layers, renderings }: KubernetesResult): string {
  const of = (name: keyof ProcessFigures) => median(renderings.map(({ figures }) => figures[name]));
  const row = [`${layers} layers`, of("seconds").toFixed(1), of("peakMiB").toFixed(0)];
  return textTable(["RENDER", "s", "PEAK MiB, NODE"], [row]);
}

function conditions({ date, machine, measurements, renderings }: KubernetesResult): string {
  const all = [...measurements, ...renderings];
  const times =
    measurements.filter(({ side }) => side === Side.BULWARK).length /
    new Set(measurements.map(({ services }) => services)).size;
  return [
    `Medians of ${times}, ${date}`,
    machineInWords(machine),
    loadInWords(all.map(({ load }) => load)),
    loadInWords(all.map(({ loadAfter }) => loadAfter)).replace("before", "after"),
  ].join("\n");
}
