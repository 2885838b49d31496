import fc from "fast-check";
import { canonicalJson } from "../../../operations/images/canonical-json";

it("writes the same text whatever the order of the keys, at every depth", () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
});

it("keeps the order of lists, which has a meaning", () => {
  expect(canonicalJson(["b", "a"])).toBe('["b","a"]');
});

it("loses nothing", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) =>
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value))),
    ),
  );
});
