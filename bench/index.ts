import { writeFile } from "node:fs/promises";

import { noSuchPart, repetitionsWrong } from "./errors";
import { benchGrowth } from "./growth";
import { growthReport } from "./growth-results";
import { benchCompose, benchProxy } from "./in-engine";
import { benchKubernetes } from "./kubernetes/measure";
import { kubernetesReport } from "./kubernetes/results";
import type { PartOptions } from "./parts";
import { proxyReport } from "./proxy/results";
import { benchReview } from "./review/measure";
import { reviewReport } from "./review/results";
import { benchRules } from "./rules/measure";
import { rulesReport } from "./rules/results";
import { benchSynth } from "./synth";
import { synthReport } from "./synth/results";
import { benchReport } from "./table";

export interface BenchOptions extends PartOptions {
  readonly parts: readonly PartName[];
  /** Where results go by part, as JSON. @default - nowhere, they are printed as tables only */
  readonly output?: string;
}

interface Measured {
  readonly result: object;
  readonly tables: string;
}

/** Each measures something and says it in tables for people. */
const PARTS = {
  compose: part(benchCompose, benchReport),
  synth: part(benchSynth, synthReport),
  growth: part(benchGrowth, growthReport),
  proxy: part(benchProxy, proxyReport),
  kubernetes: part(benchKubernetes, kubernetesReport),
  rules: part(benchRules, rulesReport),
  review: part(benchReview, reviewReport),
} as const;

export type PartName = keyof typeof PARTS;

/**
 * Measures one part after the other. Returns tables for people.
 *
 * @throws BulwarkError with exit code 3 without root, which the throw-away engine of `compose` and `proxy` needs
 */
export async function bench({ parts, output, ...options }: BenchOptions): Promise<string> {
  const all: Partial<Record<PartName, Measured>> = {};
  for (const name of parts) all[name] = await PARTS[name](options);
  const results = Object.fromEntries(Object.entries(all).map(([name, { result }]) => [name, result]));
  if (output !== undefined) await writeFile(output, JSON.stringify(results, null, 2));
  return Object.values(all)
    .map(({ tables }) => tables)
    .join("\n\n");
}

/** @throws BulwarkError with exit code 2 for anything but a whole number from 1 on */
export function repetitionsOf(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw repetitionsWrong(text);
  return Number(text);
}

/** All parts when none is named. @throws BulwarkError with exit code 2 for another name */
export function partsOf(names: readonly string[]): readonly PartName[] {
  const known = Object.keys(PARTS) as PartName[];
  const unknown = names.find((name) => !known.some((one) => one === name));
  if (unknown !== undefined) throw noSuchPart(unknown, known);
  return names.length === 0 ? known : known.filter((name) => names.includes(name));
}

function part<Result extends object>(
  measure: (options: PartOptions) => Promise<Result>,
  tablesOf: (result: Result) => string,
): (options: PartOptions) => Promise<Measured> {
  return async (options) => {
    const result = await measure(options);
    return { result, tables: tablesOf(result) };
  };
}
