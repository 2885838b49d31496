import { median, medians } from "../../bench/statistics";

describe("the median", () => {
  it.each([
    [[7], 7],
    [[3, 1, 2], 2],
    [[10, 1, 3, 2], 2.5],
    [[1, 1, 100], 1],
  ])("of %j is %d", (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it("of nothing is refused", () => {
    expect(() => median([])).toThrow("there is nothing to take the median of\nMeasure at least once: --repetitions 1.");
  });

  it("is taken for each figure on its own", () => {
    const figures = [
      { up: 3, roll: 1 },
      { up: 1, roll: 2 },
      { up: 2, roll: 3 },
    ];
    expect(medians(figures)).toEqual({ up: 2, roll: 2 });
  });
});
