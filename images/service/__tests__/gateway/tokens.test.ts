import { isAuthorized, parseTokens } from "../../src/gateway/tokens";

const accepted = parseTokens("# of the console\nalpha-1\n\n  beta-2  \r\n", "/tokens");

it.each(["Bearer alpha-1", "bearer beta-2", "Bearer   alpha-1  "])("accepts %j", (header) => {
  expect(isAuthorized(header, accepted)).toBe(true);
});

it.each([
  undefined,
  "",
  "Bearer",
  "Bearer ",
  "Bearer alpha",
  "Bearer alpha-11",
  "Basic alpha-1",
  "alpha-1",
  "Bearer #",
  "Bearer alpha-1 beta-2",
])("refuses %j", (header) => expect(isAuthorized(header, accepted)).toBe(false));

it("accepts nobody when there is no token", () => {
  expect(isAuthorized("Bearer alpha-1", [])).toBe(false);
});

it("keeps no token in the clear", () => {
  expect(Buffer.concat([...accepted]).toString("latin1")).not.toContain("alpha");
});

it("needs at least one token", () => {
  expect(() => parseTokens("# none\n", "/run/secrets/tokens")).toThrow("/run/secrets/tokens holds no token");
});
