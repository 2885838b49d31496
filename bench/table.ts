import { textTable } from "../operations/table";
import { loadInWords, machineInWords } from "./machine";
import { mediansOf, ratiosOf, Side, stepsOf, type BenchResult, type Part } from "./results";

const UP: Readonly<Record<string, string>> = {
  firstContainerCreated: "first container created, s",
  lastContainerStarted: "last container started, s",
  allHealthy: "all healthy, s",
  commandEnded: "command ended, s",
};

const ROLL: Readonly<Record<string, string>> = {
  allHealthy: "new generation alone and healthy, s",
  commandEnded: "command ended, s",
  requests: "requests",
  failed: "failed requests",
  p50Ms: "p50, ms",
  p99Ms: "p99, ms",
  maxMs: "longest, ms",
};

/** What `npm run bench` says: medians side by side, ratios, and what they were measured on. */
export function benchReport(result: BenchResult): string {
  const medians = mediansOf(result);
  const rows = (part: Part, names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([key, name]) => [
      name,
      ...Object.values(Side).map((side) => shown(medians[side][part][key])),
    ]);
  const head = (title: string) => [title, ...Object.values(Side).map((side) => side.toUpperCase())];
  return [
    textTable(head("UP FROM LOADED IMAGES"), rows("up", UP)),
    textTable(head("NO CHANGE"), rows("noChange", { commandEnded: "command ended, s" })),
    textTable(head("ONE-LAYER EDIT UNDER TRAFFIC"), [...rows("roll", ROLL), failedEachTime(result)]),
    ratioTable(result),
    stepTable(result),
    conditions(result),
  ].join("\n\n");
}

/** One lost request in three runs has a median of none. */
function failedEachTime({ measurements }: BenchResult): readonly string[] {
  const of = (side: Side) => measurements.filter((one) => one.side === side).map(({ roll }) => roll.failed);
  return ["failed requests, each time", ...Object.values(Side).map((side) => of(side).join(" "))];
}

function stepTable(result: BenchResult): string {
  const parts = [stepsOf(result, "up"), stepsOf(result, "noChange"), stepsOf(result, "roll")];
  const names = Object.keys(parts[0] ?? {});
  const rows = names.map((name) => [name, ...parts.map((steps) => shown(steps[name]))]);
  return textTable(["BULWARK'S STEPS, s", "UP", "NO CHANGE", "EDIT"], rows);
}

function ratioTable(result: BenchResult): string {
  const rows = Object.entries(ratiosOf(result)).map(([rival, { allHealthy, noChange, roll }]) => [
    rival,
    ...[allHealthy, noChange, roll].map((ratio) => ratio.toFixed(2)),
  ]);
  return textTable(["BULWARK DIVIDED BY", "ALL HEALTHY", "NO CHANGE", "EDIT"], rows);
}

function conditions(result: BenchResult): string {
  const { machine, date, composeVersion, containers, jobs, measurements } = result;
  const repetitions = Math.max(...measurements.map(({ repetition }) => repetition));
  return [
    `Medians of ${repetitions}, ${date}; ${containers} containers and ${jobs} jobs; docker compose ${composeVersion}`,
    `${machineInWords(machine)}, engine ${machine.engine}`,
    loadInWords(measurements.map(({ load }) => load)),
  ].join("\n");
}

/** Counts are whole; seconds are not known better than to a tenth. */
const shown = (value = 0) => (Number.isInteger(value) ? `${value}` : value.toFixed(1));
