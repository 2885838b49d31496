import { runInThisContext } from "node:vm";
import { declaredAt } from "../../../constructs/core/declared-at";

/** A program of a user's that lies in a file, and asks on its third line. */
const ask = (filename: string): unknown => {
  const program = runInThisContext("(function (ask) {\n\n  return ask();\n})", { filename }) as (
    ask: unknown,
  ) => unknown;
  return program(declaredAt);
};

afterEach(() => jest.restoreAllMocks());

it("is the line of the user's program, from the working folder", () => {
  jest.spyOn(process, "cwd").mockReturnValue("/home/ada/shop");
  expect(ask("/home/ada/shop/src/stacks/shop.ts")).toBe("src/stacks/shop.ts:3");
});

it("is not told where it lies elsewhere, and not of this package", () => {
  expect(ask("/home/ada/shop/src/shop.ts")).toBeUndefined();
  expect(declaredAt()).toBeUndefined();
});

it("passes over what other packages call in between", () => {
  jest.spyOn(process, "cwd").mockReturnValue("/home/ada/shop");
  const between = runInThisContext("(function (ask) { return ask(); })", {
    filename: "/home/ada/shop/node_modules/constructs/lib/construct.js",
  }) as (ask: unknown) => unknown;
  const program = runInThisContext("(function (call, ask) {\n  return call(ask);\n})", {
    filename: "/home/ada/shop/main.js",
  }) as (call: unknown, ask: unknown) => unknown;
  expect(program(between, declaredAt)).toBe("main.js:2");
});

it("leaves the depth of other stack traces as it was", () => {
  const depth = Error.stackTraceLimit;
  declaredAt();
  expect(Error.stackTraceLimit).toBe(depth);
});
