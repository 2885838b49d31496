import { mapAtMost } from "../at-most";
import { ensureTestPrograms } from "./programs";
import { runSuite } from "./run-suite";
import { closingLine, isGreen, type Suite, type SuiteResult } from "./suite";
import { endToEndSuites, fastSuites, serviceSuite } from "./suites";
import { textTable } from "../table";

export interface TestOptions {
  /** Only suites whose name contains this. @default - all */
  readonly only?: string;
  readonly report: (line: string) => void;
}

export interface TestRun {
  readonly green: boolean;
  readonly summary: string;
}

/** Sets up what the tests need and runs every test there is. Programs are built while the fast suites run. */
export async function runTests({ only = "", report }: TestOptions): Promise<TestRun> {
  const chosen = (suites: readonly Suite[]) => suites.filter(({ name }) => name.includes(only));
  const programs = ensureTestPrograms(report);
  const fast = await runAll(chosen(fastSuites()), {});
  const env = await programs;
  const slow = await runAll(chosen([serviceSuite, ...endToEndSuites(process.cwd())]), env);
  const results = [...fast, ...slow];
  return { green: isGreen(results), summary: summaryOf(results) };
}

/** Suites spend much of their time waiting for containers: two at once fill two cores. */
const LANES = 2;

const runAll = (suites: readonly Suite[], env: Readonly<Record<string, string>>) =>
  mapAtMost(LANES, suites, (suite) => runSuite(suite, env));

function summaryOf(results: readonly SuiteResult[]): string {
  const rows = results.map(({ name, passed, failed, skipped, minutes }) => [
    name,
    `${passed}`,
    `${failed}`,
    `${skipped.length}`,
    minutes.toFixed(1),
  ]);
  const skipped = results.flatMap(({ name, skipped: names }) => names.map((test) => `skipped in ${name}: ${test}`));
  const failures = results.flatMap(({ name, failures: all }) =>
    all.map((failure) => `FAILED in ${name}: ${failure}\n`),
  );
  const table = textTable(["SUITE", "PASSED", "FAILED", "SKIPPED", "MINUTES"], rows);
  return [...failures, table, ...skipped, closingLine(results)].join("\n");
}
