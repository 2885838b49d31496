import { networkCount } from "../../config/networks";
import { layer, settingsOf } from "./platform-text";

const count = (platform: object) => networkCount(settingsOf(platform));

describe("the number of networks", () => {
  it.each([
    ["nothing is used", { layers: { a: layer() } }, 0],
    ["a layer is used", { layers: { a: layer({ uses: ["b"] }), b: layer() } }, 1],
    ["two layers use one", { layers: { a: layer({ uses: ["c"] }), b: layer({ uses: ["c"] }), c: layer() } }, 1],
    ["a server is used", { redis: {}, layers: { a: layer({ uses: ["redis"] }) } }, 1],
    ["Postgres is there and not used", { postgres: {}, layers: { a: layer() } }, 0],
    ["Redis is there, which has a job that reaches it", { redis: {}, layers: { a: layer() } }, 1],
    ["there is a way in without routes", { haproxy: {}, layers: { a: layer() } }, 1],
    ["a layer is routed", { haproxy: {}, layers: { a: layer({ route: { path: "/a" } }) } }, 2],
    [
      "everything is scraped",
      { prometheus: {}, nodeExporter: {}, layers: { a: layer(), b: layer({ metrics: null }) } },
      2,
    ],
    ["exporters of servers are there", { prometheus: {}, postgres: {}, redis: {} }, 3],
    [
      "Alertmanager is there, which reaches out",
      { prometheus: {}, alertmanager: { receivers: { ops: { webhook: { urlFile: "x" } } } } },
      2,
    ],
    [
      "the way in and an external are probed",
      { blackboxExporter: {}, haproxy: {}, external: { x: { url: "http://x" } } },
      3,
    ],
    ["a layer uses a pool", { postgres: {}, pgbouncer: {}, layers: { a: layer({ uses: ["pgbouncer"] }) } }, 2],
    ["Prometheus is routed", { prometheus: { route: {} }, haproxy: {} }, 2],
    [
      "a hub reads the registry",
      { layers: { hub: layer({ registry: true }), a: layer() }, external: { x: { url: "http://x" } } },
      2,
    ],
  ])("is right when %s", (_what, platform, networks) => {
    expect(count(platform)).toBe(networks);
  });
});
