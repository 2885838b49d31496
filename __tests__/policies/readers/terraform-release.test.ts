import { UNSAYABLE, byDefault, declared, inPart } from "../../../policies/facts/fact";
import { synthPlatform } from "../../../policies/readers/synth";
import { FILE, onlyOne } from "../../support/policies/terraform-json";

const SCHEMA = {
  additionalProperties: false,
  properties: {
    replicas: {},
    labels: { type: "object" },
    server: { $ref: "#/definitions/Server" },
    loop: { $ref: "#/definitions/Loop" },
  },
  definitions: {
    Server: {
      additionalProperties: false,
      properties: { port: {}, hosts: { items: { additionalProperties: false } } },
    },
    Loop: { $ref: "#/definitions/Loop" },
  },
};
const chartFile = (path: string) => (path === "charts/web/values.schema.json" ? JSON.stringify(SCHEMA) : undefined);

const releaseIn = (body: object) =>
  onlyOne(synthPlatform({ resource: { helm_release: { web: body } } }, FILE, chartFile), "release");

it("a release that says nothing waits, is not taken back, and has whatever version", () => {
  expect(releaseIn({ chart: "redis", repository: "https://charts.example.com" })).toMatchObject({
    chartIsLocal: declared(false),
    version: declared(""),
    repository: declared("https://charts.example.com"),
    atomic: byDefault(false),
    wait: byDefault(true),
    secretValues: byDefault([]),
    strangeValues: UNSAYABLE,
  });
});

it("a release that is taken back waits, whatever it says", () => {
  expect(releaseIn({ chart: "redis", atomic: true, wait: false }).wait).toEqual(declared(true));
});

it.each([
  ["./charts/web", true],
  ["/srv/charts/web", true],
  ["web-1.0.0.tgz", true],
  ["${path.module}/charts/web", true],
  ["https://example.com/web-1.0.0.tgz", false],
  ["oci://registry.example.com/web", false],
  ["bitnami/redis", false],
])("the chart %s is on disk: %s", (chart, isLocal) => {
  expect(releaseIn({ chart }).chartIsLocal).toEqual(declared(isLocal));
});

it("a digest is a version", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  expect(releaseIn({ chart: `oci://registry.example.com/web@${digest}` }).version).toEqual(declared(digest));
});

describe("secrets in values", () => {
  it.each([
    [{ values: ["auth:\n  password: eed0Thae9ohy"] }, ["auth.password"]],
    [{ values: ["users:\n  - {name: a, token: eed0Thae9ohy}"] }, ["users.0.token"]],
    [{ values: ["auth: {existingSecret: postgres, secretKeys: {password: key}}"] }, []],
    [{ values: ["secret: {name: web, keys: {web-token: shop/web-token}}"] }, []],
    [{ set: { name: "auth.password", value: "eed0Thae9ohy" } }, ["auth.password"]],
    [{ set: [{ name: "a\\.b.password", value: "eed0Thae9ohy" }] }, ["a.b.password"]],
    [{ set_sensitive: { name: "x", value: "y" } }, ["x"]],
  ])("of %j", (body, ways) => {
    expect(releaseIn({ chart: "redis", ...body }).secretValues).toEqual(declared(ways));
  });

  it("are told in part where some are expressions", () => {
    const values = ["auth: {password: eed0Thae9ohy}", "${file(var.values)}"];
    expect(releaseIn({ chart: "redis", values }).secretValues).toEqual(inPart(["auth.password"], "expression"));
  });

  it("are none where a variable has them", () => {
    const set = [{ name: "auth.password", value: "${var.password}" }];
    expect(releaseIn({ chart: "redis", set }).secretValues).toEqual(inPart([], "expression"));
  });
});

it.each([
  ["brackets", "[".repeat(5_000)],
  ["hyphens behind a key", `a:\n  ${"- ".repeat(5_000)}1`],
  ["keys of keys", "? ".repeat(5_000)],
  ["mappings in a line", "a: ".repeat(300_000)],
  ["more than a release has room for", `a: ${"x".repeat(1024 * 1024)}`],
])("values that no chart reads are refused, whatever they are made of: %s", (_what, values) => {
  expect(() => releaseIn({ chart: "redis", values: [values] })).toThrow("values: holds more than any chart reads");
});

describe("values that a chart with a closed schema does not know", () => {
  it.each([
    [{ values: ["replica: 2"] }, ["replica"]],
    [{ values: ["server: {port: 1, prot: 2}\nlabels: {a: b}\nglobal: {x: y}"] }, ["server.prot"]],
    [{ values: ["server: {hosts: [{name: a}]}"] }, ["server.hosts.0.name"]],
    [{ set: { name: "server.readOnly", value: "true" } }, ["server.readOnly"]],
    [{ values: ["loop: {a: b}"] }, []],
  ])("of %j", (body, ways) => {
    expect(releaseIn({ chart: "./charts/web", ...body }).strangeValues).toEqual(declared(ways));
  });

  it("nobody tells of a chart without one", () => {
    expect(releaseIn({ chart: "./charts/other", values: ["x: y"] }).strangeValues).toEqual(UNSAYABLE);
  });
});
