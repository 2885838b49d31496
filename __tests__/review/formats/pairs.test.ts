import fc from "fast-check";
import { pairOf } from "../../../review/formats/pairs";

describe("two values without what both have", () => {
  it.each([
    [["a", "b"], ["b", "c"], { before: ["a"], after: ["c"], same: 1 }],
    [[{ n: 1 }], [{ n: 1 }, { n: 2 }], { before: [], after: [{ n: 2 }], same: 1 }],
    [
      { a: 1, b: 2 },
      { a: 1, c: 3 },
      { before: { b: 2 }, after: { c: 3 }, same: 1 },
    ],
    [["a", "b"], ["b", "a"], { before: ["a", "b"], after: ["b", "a"], same: 0 }],
    ["x", ["x"], { before: "x", after: ["x"], same: 0 }],
    [undefined, 1, { before: undefined, after: 1, same: 0 }],
  ])("%j beside %j", (before, after, pair) => {
    expect(pairOf(before, after)).toEqual(pair);
  });

  it("keep whatever is on one side alone", () => {
    const list = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const pair = pairOf(before, after);
        expect(
          after.filter((one) => !before.includes(one)).every((one) => (pair.after as number[]).includes(one)),
        ).toBe(true);
        expect(pair.same + (pair.after as number[]).length).toBe(after.length);
      }),
    );
  });
});
