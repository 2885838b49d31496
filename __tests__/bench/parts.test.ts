import { partsOf, repetitionsOf } from "../../bench";

describe("what the bench is asked for", () => {
  it("is everything when nothing is named", () => {
    expect(partsOf([])).toEqual(["compose", "synth", "growth", "proxy", "kubernetes", "rules", "review"]);
  });

  it("is what is named, each once", () => {
    expect(partsOf(["proxy", "synth", "proxy"])).toEqual(["synth", "proxy"]);
  });

  it("is refused when there is no such part", () => {
    expect(() => partsOf(["synth", "speed"])).toThrow(
      "there is no such part: speed\nGive one of: compose, synth, growth, proxy, kubernetes, rules, review; without one all are run.",
    );
  });

  it.each(["0", "-1", "1.5", "many"])("is not repeated %s times", (text) => {
    expect(() => repetitionsOf(text)).toThrow(`--repetitions must be a whole number from 1 on, got: ${text}`);
  });
});
