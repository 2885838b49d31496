import { climbs, pathBelowUpstream } from "../../src/gateway/target";

it.each([
  ["/api/l01/v1/items?a=1&b=%20", "/v1/items?a=1&b=%20"],
  ["/api/l01", "/"],
  ["/api/l01?x=1", "/?x=1"],
  ["/api/l01/", "/"],
  ["/api/l01//a%2Fb/", "//a%2Fb/"],
])("%s is forwarded as %s", (url, path) => {
  expect(pathBelowUpstream(url)).toBe(path);
});

it.each(["/api/a/../b", "/api/a/%2e%2e/b", "/api/a/..%2fb", "/api/a/b/..", "/api/a/./b", "/api/a/..\\b"])(
  "%s climbs",
  (url) => {
    expect(climbs(url)).toBe(true);
  },
);

it.each(["/api/a/b..c", "/api/a/...", "/api/a/b?x=../..", "/api/a/.well-known"])("%s does not climb", (url) => {
  expect(climbs(url)).toBe(false);
});
