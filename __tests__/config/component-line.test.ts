import { componentLines } from "../../config";

const TEXT = `target: docker
platform:
  redis: { purpose: cache }
  blackboxExporter: {}
  layers:
    items: { image: items, port: 8001 }
    orders:
      image: orders
      port: 8002
  external:
    models: { url: "http://models:11434" }
`;

it.each([
  ["platform/redis", 3],
  ["platform/redis/job-users", 3],
  // Nobody writes it: it is there because Redis is.
  ["platform/redis-exporter", 3],
  ["platform/blackbox-exporter", 4],
  ["platform/items", 6],
  ["platform/orders/2", 7],
  ["platform/models", 11],
  ["network/shop-redis", 2],
  ["platform/unheard-of", 2],
  ["", 2],
])("what is at %s is said on line %i", (path, line) => {
  expect(componentLines(TEXT)(path)).toBe(line);
});

it("takes no word of the file for a place of its own", () => {
  expect(componentLines("platform: {}\n")("platform/constructor")).toBe(1);
  expect(componentLines("target: docker\n")("platform/redis")).toBe(1);
});
