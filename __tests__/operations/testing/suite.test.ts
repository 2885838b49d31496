import { closingLine, countsOf, isGreen, type SuiteResult } from "../../../operations/testing/suite";

const report = (more: Partial<Parameters<typeof countsOf>[0]> = {}) => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [],
  ...more,
});

const result = (more: Partial<SuiteResult> = {}): SuiteResult => ({
  name: "unit",
  passed: 3,
  failed: 0,
  failures: [],
  skipped: [],
  minutes: 1,
  ...more,
});

describe("what a suite counts", () => {
  it("are its tests", () => {
    expect(countsOf(report({ numFailedTests: 1 }))).toEqual({
      passed: 3,
      failed: 1,
      failures: [],
      skipped: [],
    });
  });

  it("is a failure for each file that did not load", () => {
    expect(countsOf(report({ numRuntimeErrorTestSuites: 2 })).failed).toBe(2);
  });

  it("is a failure when no test ran at all", () => {
    expect(countsOf(report({ numPassedTests: 0 })).failed).toBe(1);
  });

  it("are skipped tests by name, whatever they were skipped with", () => {
    const assertionResults = ["passed", "pending", "todo"].map((status) => ({ fullName: status, status }));
    expect(countsOf(report({ testResults: [{ assertionResults }] })).skipped).toEqual(["pending", "todo"]);
  });
});

describe("the failures of a suite", () => {
  it("are named, each with the beginning of what was said, without colours", () => {
    const failureMessages = [`\u001B[31mExpected: 1\u001B[39m\n${"at line\n".repeat(100)}`];
    const assertionResults = [
      { fullName: "adds up", status: "failed", failureMessages },
      { fullName: "is fine", status: "passed" },
    ];
    const [only, ...others] = countsOf(report({ testResults: [{ assertionResults }] })).failures;
    expect(only).toMatch(/^adds up\nExpected: 1\nat line\n/);
    expect(only!.split("\n")).toHaveLength(26);
    expect(others).toEqual([]);
  });

  it("tell why a file did not load", () => {
    const testResults = [{ message: "Cannot find module './nowhere'", assertionResults: [] }];
    expect(countsOf(report({ testResults })).failures).toEqual(["Cannot find module './nowhere'"]);
  });
});

describe("the closing line", () => {
  it("counts all suites together", () => {
    expect(closingLine([result(), result({ passed: 4, failed: 1 })])).toBe("7 passed, 1 failed");
  });

  it("names skipped tests only when there are some", () => {
    expect(closingLine([result({ skipped: ["a"] })])).toBe("3 passed, 0 failed, 1 skipped");
  });
});

describe("a run", () => {
  it("is green when all passed", () => {
    expect(isGreen([result()])).toBe(true);
  });

  it.each([
    ["one failed", [result({ failed: 1 })]],
    ["one was skipped", [result({ skipped: ["a"] })]],
    ["no suite ran", []],
  ])("is not when %s", (_what, results) => {
    expect(isGreen(results)).toBe(false);
  });
});
