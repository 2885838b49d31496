import { complaints } from "../platform-text";

const two = (first: string, second: string) => [
  "layers:",
  `  api: { image: 'a:1', port: 1, route: { path: ${first} } }`,
  `  web: { image: 'a:1', port: 2, route: { path: ${second} } }`,
];

describe("a route", () => {
  it("may lie below another", () => {
    expect(complaints(["haproxy: {}", ...two("/api", "/api/v2")])).toEqual([]);
  });

  it.each([
    ["/api", "/api"],
    ["/api/", "/api"],
    ["/", "/"],
  ])("is taken once: %s and %s are the same, and both lines are named", (first, second) => {
    const shown = second.replace(/(.)\/$/, "$1");
    expect(complaints(["haproxy: {}", ...two(first, second)])).toEqual([
      `line 6, platform.layers.web.route.path: got "${shown}", which is the path of "api" already (line 5)`,
    ]);
  });

  it("may not be that of Prometheus", () => {
    const platform = [
      "haproxy: {}",
      "prometheus: { route: {} }",
      "layers:",
      "  a: { image: 'a:1', port: 1, route: { path: /prometheus } }",
    ];
    expect(complaints(platform)).toEqual([
      'line 4, platform.prometheus.route.path: got "/prometheus", which is the path of "a" already (line 6)',
    ]);
  });

  it("needs a way in", () => {
    expect(complaints(["layers:", "  a: { image: 'a:1', port: 1, route: { path: /a } }"])).toEqual([
      "line 4, platform.layers.a.route: leads nowhere: the platform has no way in; add 'platform.haproxy: {}'",
    ]);
  });
});
