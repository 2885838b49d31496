import * as fc from "fast-check";
import { generationOf, shortHash, stable } from "../../../../../constructs/targets/docker/private/generation";

describe("a generation", () => {
  it("is eight hexadecimal digits", () => {
    expect(generationOf({ image: "redis:8" })).toMatch(/^[0-9a-f]{8}$/);
  });

  it.each(["memory", "memorySwap", "restart"])(
    "stays when only %s changes, which the provider updates in place",
    (key) => {
      expect(generationOf({ image: "redis:8", [key]: 1 })).toBe(generationOf({ image: "redis:8", [key]: 2 }));
    },
  );

  it.each(["healthcheck", "mounts", "tmpfs", "init", "env", "labels"])(
    "is another when %s changes, which the provider plans and never applies, or replaces",
    (key) => {
      expect(generationOf({ [key]: ["a"] })).not.toBe(generationOf({ [key]: ["b"] }));
    },
  );

  it("is another when any other attribute changes", () => {
    const keys = fc.string().filter((key) => !["memory", "memorySwap", "restart", "__proto__"].includes(key));
    fc.assert(
      fc.property(keys, (key) => {
        expect(generationOf({ [key]: 1 })).not.toBe(generationOf({ [key]: 2 }));
      }),
    );
  });

  it("stays when attributes are written in another order", () => {
    expect(generationOf({ a: { b: 1, c: 2 }, d: 3 })).toBe(generationOf({ d: 3, a: { c: 2, b: 1 } }));
  });

  it("is another when a list has another order, since commands are lists", () => {
    expect(generationOf({ command: ["a", "b"] })).not.toBe(generationOf({ command: ["b", "a"] }));
  });
});

describe("the stable form of a value", () => {
  it("is JSON with sorted keys, at every depth", () => {
    expect(stable({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  });

  it("is JSON that says the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(stable(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

it("shortens a hash, pinned because names are made of it", () => {
  expect(shortHash("bulwark", 12)).toBe("a9fb31f98dc1");
});
