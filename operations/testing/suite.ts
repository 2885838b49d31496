import { stripVTControlCharacters } from "node:util";

/** One part of `npm test`, run as a process of its own. */
export interface Suite {
  readonly name: string;
  readonly command: readonly string[];
  /** @default - the root of the project */
  readonly cwd?: string;
  /** Jest's suites count each test; any other command counts as one. */
  readonly counted: "jest" | "exit-code";
}

export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** What failed and what was said of it: shown once more at the end, since a log of many thousand lines is often cut. */
  readonly failures: readonly string[];
  /** Names of skipped tests: they are shown, and fail the run. */
  readonly skipped: readonly string[];
  readonly minutes: number;
}

/** Jest's own report. https://jestjs.io/docs/configuration#testresultsprocessor-string */
interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    /** Of a file that did not load. */
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** A suite that fails to load counts as failed, and so does one that ran no test at all. */
export function countsOf(report: JestReport): Omit<SuiteResult, "name" | "minutes"> {
  const skipped = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== "passed" && status !== "failed")
    .map(({ fullName }) => fullName);
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: report.numPassedTests + failed === 0 ? 1 : failed,
    failures: failuresOf(report),
    skipped,
  };
}

function failuresOf({ testResults }: JestReport): readonly string[] {
  return testResults.flatMap(({ message = "", assertionResults }) => {
    if (assertionResults.length === 0) return message === "" ? [] : [beginningOf(message)];
    return assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages = [] }) => `${fullName}\n${beginningOf(failureMessages.join("\n"))}`);
  });
}

const LINES_OF_FAILURE = 25;

const beginningOf = (message: string) =>
  stripVTControlCharacters(message).trim().split("\n").slice(0, LINES_OF_FAILURE).join("\n");

/** The last line of `npm test`, for all suites together. */
export function closingLine(results: readonly SuiteResult[]): string {
  const sum = (count: (result: SuiteResult) => number) => results.reduce((total, one) => total + count(one), 0);
  const skipped = sum((one) => one.skipped.length);
  const counts = `${sum((one) => one.passed)} passed, ${sum((one) => one.failed)} failed`;
  return skipped > 0 ? `${counts}, ${skipped} skipped` : counts;
}

export function isGreen(results: readonly SuiteResult[]): boolean {
  return results.length > 0 && results.every(({ failed, skipped }) => failed === 0 && skipped.length === 0);
}
