import { staleNames } from "../../../operations/images/generate";

const entry = (recipeHash: string) => ({ tag: "t", recipeHash });

it("names what changed, came and went", () => {
  const committed = { same: entry("1"), changed: entry("1"), gone: entry("1") };
  const computed = { same: entry("1"), changed: entry("2"), came: entry("1") };
  expect(staleNames(committed, computed)).toEqual(["came", "changed", "gone"]);
});
