import * as fc from "fast-check";
import { Duration } from "../../../constructs/core";

const UNIT: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** What Go's time.ParseDuration makes of a text, in milliseconds. */
function parsedByGo(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  expect(parts.map(([whole]) => whole).join("")).toBe(text);
  return Math.round(parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNIT[unit!]!, 0));
}

describe("Duration", () => {
  it.each([
    [Duration.milliseconds(0), "0s"],
    [Duration.milliseconds(500), "500ms"],
    [Duration.milliseconds(1500), "1.5s"],
    [Duration.seconds(5), "5s"],
    [Duration.seconds(60), "1m0s"],
    [Duration.seconds(90), "1m30s"],
    [Duration.minutes(61), "1h1m0s"],
  ])("is spelled as Go spells it: %j as %s", (duration, text) => {
    expect(duration.toGo()).toBe(text);
  });

  it("is spelled so that Go reads the same time back", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (amount) => {
        expect(parsedByGo(Duration.milliseconds(amount).toGo())).toBe(amount);
      }),
    );
  });

  it("converts to seconds", () => {
    expect(Duration.milliseconds(1500).toSeconds()).toBe(1.5);
  });

  it("converts to milliseconds", () => {
    expect(Duration.minutes(1).toMilliseconds()).toBe(60_000);
  });

  it.each([-1, 0.5, Number.NaN])("refuses %d ms where it is written", (amount) => {
    expect(() => Duration.milliseconds(amount)).toThrow(
      `a duration must be 0 ms or longer, got: ${amount}\nPass, for example, Duration.seconds(5).`,
    );
  });
});
