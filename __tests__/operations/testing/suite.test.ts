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
  skipped: [],
  minutes: 1,
  ...more,
});

describe("what a suite counts", () => {
  it("are its tests", () => {
    expect(countsOf(report({ numFailedTests: 1 }))).toEqual({ passed: 3, failed: 1, skipped: [] });
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
