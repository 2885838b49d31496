import { cycleFindings } from "../../../config/checks/cycles";
import { complaints, layer, settingsOf } from "../platform-text";

const cyclesOf = (uses: Readonly<Record<string, readonly string[]>>): readonly string[] => {
  const layers = Object.fromEntries(Object.entries(uses).map(([name, used]) => [name, layer({ uses: used })]));
  return cycleFindings(settingsOf({ layers })).map(({ message }) => message);
};

describe("a cycle in uses", () => {
  it("is shown as the way that it takes, at the line of its first step", () => {
    const layers = [
      "layers:",
      "  a: { image: 'a:1', port: 1, uses: [b] }",
      "  b: { image: 'a:1', port: 2, uses: [a] }",
    ];
    expect(complaints(layers)).toEqual([
      "line 4, platform.layers.a.uses[0]: a cycle: a -> b -> a; take one of these out",
    ]);
  });

  it("may be a layer that uses itself", () => {
    expect(cyclesOf({ a: ["a"] })).toEqual(["a cycle: a -> a; take one of these out"]);
  });

  it("is found behind layers that are no part of it", () => {
    expect(cyclesOf({ a: ["c"], b: ["d"], c: ["b"], d: ["c"] })).toEqual([
      "a cycle: b -> d -> c -> b; take one of these out",
    ]);
  });

  it("is told once, and two of them twice", () => {
    expect(cyclesOf({ a: ["b"], b: ["c"], c: ["a"], x: ["y"], y: ["x"] })).toEqual([
      "a cycle: a -> b -> c -> a; take one of these out",
      "a cycle: x -> y -> x; take one of these out",
    ]);
  });

  it("is not a layer that is used along two ways", () => {
    expect(cyclesOf({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] })).toEqual([]);
  });
});
