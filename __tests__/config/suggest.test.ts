import { didYouMean, suggestion } from "../../config/suggest";

describe("a suggestion", () => {
  it.each([
    ["versoin", "version"],
    ["PORT", "port"],
    ["postgress", "postgres"],
    ["memoryMib", "memoryMiB"],
    ["prot", "port"],
    ["healthpath", "health"],
  ])("takes %s for %s", (got, meant) => {
    expect(suggestion(got, ["version", "port", "postgres", "memoryMiB", "health"])).toBe(meant);
  });

  it.each(["", "x", "id", "colour", "__proto__"])("has none for %j", (got) => {
    expect(suggestion(got, ["version", "port", "postgres", "env"])).toBeUndefined();
  });

  it("has none where nothing is known", () => {
    expect(didYouMean("redis", [])).toBe("");
  });
});
