import { complaints } from "../platform-text";

const said = (words: string) => complaints(["layers:", "  api:", "    image: a:1", "    port: 1", ...lines(words)]);
const lines = (words: string) => words.split("; ").map((line) => `    ${line}`);

describe("the scale of a layer", () => {
  it.each([
    "replicas: 5",
    "scale: { min: 2, max: 6 }",
    "scale: { min: 2, max: 2 }",
    "replicas: 1; scale: { min: 2, max: 6, cpuPercent: 50 }",
  ])("is fine: %s", (words) => {
    expect(said(words)).toEqual([]);
  });

  it("says how many replicas there are, and nothing else says so too", () => {
    expect(said("replicas: 2; scale: { min: 2, max: 6 }")).toEqual([
      "line 7, platform.layers.api.replicas: got 2, and scale says how many as well; take one out (line 8)",
    ]);
  });

  it("has no more replicas at least than at most", () => {
    expect(said("scale: { min: 4, max: 3 }")).toEqual([
      "line 7, platform.layers.api.scale.min: got 4, at most max, 3 (line 7)",
    ]);
  });

  it("is reported with all that is wrong with it", () => {
    expect(said("replicas: 2; scale: { min: 4, max: 3 }")).toHaveLength(2);
  });

  it.each([
    ["scale: { min: 4 }", "scale.max: missing, expected a whole number from 2 to 50"],
    ["scale: { min: 4, max: 1 }", "scale.max: got 1, at least 2"],
    ["scale: { min: 4, max: most }", 'scale.max: got "most" (text), expected a whole number from 2 to 50'],
  ])("has an end that is right before it is compared: %s", (words, wanted) => {
    expect(said(words)).toEqual([`line 7, platform.layers.api.${wanted}`]);
  });
});
