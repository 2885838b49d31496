import { textTable } from "../../operations/table";
import { conditionsInWords, type Machine } from "../machine";
import { median } from "../statistics";
import type { Form } from "./inputs";

export enum Way {
  BULWARK = "bulwark check",
  /** The same process as far as the file is read. */
  READ = "start and reading alone",
  CHECKOV = "checkov",
}

export interface RulesMeasurement {
  readonly form: Form;
  readonly resources: number;
  readonly way: Way;
  readonly load: number;
  readonly seconds: number;
  /** Of all its processes, in user and kernel mode. */
  readonly cpuSeconds: number;
  /** Rules times things that they were asked of; 0 where none were asked. */
  readonly answers: number;
  /** It was ended when it had taken as long as it may. */
  readonly isCut: boolean;
}

export interface RulesResult {
  readonly date: string;
  readonly machine: Machine;
  readonly repetitions: number;
  readonly measurements: readonly RulesMeasurement[];
}

export function rulesReport(result: RulesResult): string {
  const cases = [...new Map(result.measurements.map((one) => [`${one.form} ${one.resources}`, one])).values()];
  const rows = cases.flatMap(({ form, resources }) =>
    Object.values(Way).flatMap((way) => rowOf(result, { form, resources, way })),
  );
  return [
    textTable(["RULES", "", "s", "CPU s", "ANSWERS", "ANSWERS/s"], rows),
    ...cases.map(({ form, resources }) => beyondReading(result, form, resources)),
    conditionsInWords(result),
  ].join("\n\n");
}

function rowOf(result: RulesResult, wanted: Pick<RulesMeasurement, "form" | "resources" | "way">): readonly string[][] {
  const all = measurementsOf(result, wanted);
  if (all.length === 0) return [];
  const seconds = median(all.map((one) => one.seconds));
  const processor = median(all.map((one) => one.cpuSeconds));
  const { answers, isCut } = all[0]!;
  const rate = answers === 0 ? "" : (answers / seconds).toFixed(0);
  const figures = [`${seconds.toFixed(2)}${isCut ? " (cut)" : ""}`, processor.toFixed(2), `${answers}`, rate];
  return [[`${wanted.resources} in ${wanted.form}`, wanted.way, ...figures]];
}

const measurementsOf = (
  { measurements }: RulesResult,
  { form, resources, way }: Pick<RulesMeasurement, "form" | "resources" | "way">,
) => measurements.filter((one) => one.form === form && one.resources === resources && one.way === way);

/** Processor time of a check beyond start and reading, in ms. */
export function beyondReadingMs(result: RulesResult, form: Form, resources: number): number {
  const of = (way: Way) => median(measurementsOf(result, { form, resources, way }).map((one) => one.cpuSeconds));
  return (of(Way.BULWARK) - of(Way.READ)) * 1000;
}

const beyondReading = (result: RulesResult, form: Form, resources: number): string =>
  `${resources} in ${form}: ${beyondReadingMs(result, form, resources).toFixed(0)} ms of processor time beyond start and reading`;
