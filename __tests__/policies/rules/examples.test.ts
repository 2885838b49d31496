import { CATALOGUE } from "../../../policies/catalogue";
import { evaluate } from "../../../policies/evaluate";
import type { Rule } from "../../../policies/rule";
import { examplePlatforms } from "../../support/policies/examples";

const reportOn = (rule: Rule, example: string) => evaluate(examplePlatforms(example), [rule]);

describe.each(CATALOGUE.map((rule) => ({ id: rule.id, rule })))("the examples of $id", ({ rule }) => {
  it("are bad where they should be", () => {
    const verdicts = reportOn(rule, rule.bad).findings.map(({ verdict }) => verdict);
    expect(verdicts).toContain("fail");
  });

  it("are good where they should be", () => {
    const { findings, pass } = reportOn(rule, rule.good);
    expect(findings.map(({ verdict, message }) => `${verdict}: ${message}`)).toEqual([]);
    expect(pass).toBeGreaterThan(0);
  });
});
