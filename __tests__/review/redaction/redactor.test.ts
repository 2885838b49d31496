import { type Json } from "../../../review/model";
import { Redactor } from "../../../review/redaction";
import { everythingSynthesized } from "../../support/constructs/platforms";
import { clusterStack, cloudStack } from "../../support/policies/mutations/bases";

const MASK = "(redacted)";
const nothing = Redactor.of([]);

/** A plan in which one attribute of one resource is marked. */
const markedPlan = (values: object, marks: object) => ({
  format_version: "1.2",
  resource_changes: [{ address: "x.a", change: { before: null, after: values, after_sensitive: marks } }],
});

describe("a value", () => {
  it.each<[string, Json, Json]>([
    ["an entry of a list of variables", { env: ["A=1", "DB_PASSWORD=a b"] }, { env: ["A=1", `DB_PASSWORD=${MASK}`] }],
    ["a short password", { password: "x" }, { password: MASK }],
    ["a number", { pin: 1, password: 123456 }, { pin: 1, password: MASK }],
    [
      "an argument",
      { command: ["app", "--password", "admin", "run"] },
      { command: ["app", "--password", MASK, "run"] },
    ],
    [
      "a word of a script",
      { test: ["CMD-SHELL", "redis-cli -a pw ping"] },
      { test: ["CMD-SHELL", `redis-cli -a ${MASK} ping`] },
    ],
    ["a URL", { url: "postgres://shop:p@ss@db/x" }, { url: `postgres://shop:${MASK}@db/x` }],
    [
      "a label",
      { labels: [{ label: "db.password", value: "x" }] },
      { labels: [{ label: "db.password", value: MASK }] },
    ],
    ["JSON in a text", { config: '{"n":1,"password":"abc"}' }, { config: `{"n":1,"password":"${MASK}"}` }],
    [
      "YAML in a text, with its comments",
      { values: ["a: 1 # one\npassword: 'x' # two\n"] },
      { values: [`a: 1 # one\npassword: ${MASK} # two\n`] },
    ],
    [
      "a map of secrets",
      { secrets: { api: "x y", existingSecret: "name" } },
      { secrets: { api: MASK, existingSecret: "name" } },
    ],
    ["a Secret of a cluster", { kind: "Secret", data: { a: "eA==" } }, { kind: "Secret", data: { a: MASK } }],
    [
      "two keys that are secrets",
      { Zk3jfD92kfLw0PqaV3xY: 1, Qk3jfD92kfLw0PqaV3xZ: 2 },
      { [MASK]: 1, [`${MASK} 2`]: 2 },
    ],
  ])("has a mask for %s", (_name, value, shown) => {
    expect(nothing.value(value)).toEqual(shown);
  });

  it.each<[string, Json]>([
    ["references", { password: "${var.password}", env: ["PGPASSWORD=$PASSWORD"] }],
    ["paths of files", { env: ["POSTGRES_PASSWORD_FILE=/run/secrets/postgres"] }],
    ["names of Secrets", { valueFrom: { secretKeyRef: { name: "postgres", key: "password" } }, existingSecret: "x" }],
    ["digests of images", { image: `redis@sha256:${"0123456789abcdef".repeat(4)}` }],
    ["generations", { labels: [{ label: "bulwark.generation", value: "0f1e2d3c4b5a69788796a5b4c3d2e1f0" }] }],
    ["ids", { vpc_id: "vpc-0a1b2c3d4e5f67890", arn: "arn:aws:kms:eu-west-1:1:key/0f1e2d3c4b5a69788796a5b4c3d2e1f0" }],
    ["counts", { MAX_TOKENS: 512, auth: "token" }],
    ["what is not there", { password: null, after: "(known after apply)" }],
  ])("shows %s", (_name, value) => {
    expect(nothing.value(value)).toEqual(value);
  });

  it("is judged by its attribute, never by its shape", () => {
    const hash = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
    expect(nothing.value({ digest: hash, note: hash })).toEqual({ digest: hash, note: MASK });
    expect(nothing.value({ note: `sha256:${hash}` })).toEqual({ note: `sha256:${MASK}` });
  });

  it("is hidden where it is marked, by address and path, whatever it is", () => {
    const redactor = Redactor.of([markedPlan({ a: [true, "admin"], b: true }, { a: [true, false] })]);
    expect(redactor.value([true, "admin"], { address: "x.a", path: ["a"] })).toEqual([MASK, "admin"]);
    expect(redactor.value(true, { address: "x.a", path: ["a", 0] })).toBe(MASK);
    expect(redactor.value(true, { address: "x.b", path: ["a", 0] })).toBe(true);
  });

  it("that is marked anywhere is hidden everywhere, but for words that are everywhere", () => {
    const redactor = Redactor.of([markedPlan({ a: "hunter2", b: "postgres" }, { a: true, b: true })]);
    expect(redactor.value({ note: "by hunter2 of postgres" })).toEqual({ note: `by ${MASK} of postgres` });
  });

  it("is hidden where the provider's schema marks it", () => {
    const value = { password: "${var.p}", username: "shop", engine: "postgres" };
    expect(nothing.value(value, { address: 'module.m["a.b"].aws_db_instance.db[0]' })).toMatchObject({
      password: MASK,
    });
    expect(nothing.value("x", { address: "helm_release.a", path: ["set_sensitive", 0, "value"] })).toBe(MASK);
    expect(nothing.value("x", { address: "helm_release.a", path: ["set", 0, "value"] })).toBe("x");
  });

  it("of a provider's or a backend's block is hidden unless it says where that is", () => {
    const block = {
      region: "eu-west-1",
      host: "tcp://u:p@h:1",
      anything: "x",
      flag: true,
      endpoints: [{ s3: "http://s3" }],
    };
    const shown = { region: "eu-west-1", host: `tcp://u:${MASK}@h:1`, anything: MASK, flag: MASK };
    expect(nothing.value(block, { address: "provider.aws" })).toEqual({ ...shown, endpoints: [{ s3: "http://s3" }] });
    expect(nothing.value({ bucket: "b", token: "x", other: "y" }, { address: "backend.s3" })).toEqual({
      bucket: "b",
      token: MASK,
      other: MASK,
    });
  });
});

describe("a text", () => {
  it("hides what the inputs mark, and what is a secret by its form", () => {
    const redactor = Redactor.of([markedPlan({ a: "hunter2" }, { a: true })]);
    expect(redactor.text("error: hunter2 at amqp://u:pw1@mq")).toBe(`error: ${MASK} at amqp://u:${MASK}@mq`);
  });

  it("has one mask, which says nothing of what it hides", () => {
    const of = (secret: string) => Redactor.of([markedPlan({ a: secret }, { a: true })]).text(`<${secret}>`);
    expect([of("hunter2"), of("a much longer one"), of("Zk3jfD92kfLw0PqaV3xY")]).toEqual(Array(3).fill(`<${MASK}>`));
  });
});

describe("an address", () => {
  it("keeps its keys, but for secrets", () => {
    const redactor = Redactor.of([markedPlan({ a: "hunter2" }, { a: true })]);
    expect(redactor.address('module.m["a"].x.y["hunter2"].z[0]')).toBe(`module.m["a"].x.y["${MASK}"].z[0]`);
    expect(redactor.address('x.y["Zk3jfD92kfLw0PqaV3xY"]')).toBe(`x.y["${MASK}"]`);
  });
});

describe("Bulwark's own stacks, which hold no secrets,", () => {
  it.each([
    ["on an engine", everythingSynthesized],
    ["in a cluster", clusterStack],
    ["with a bucket", cloudStack],
  ])("are shown as they are: %s", (_name, make) => {
    const stack = JSON.parse(JSON.stringify(make())) as Json;
    const { provider: _, terraform: __, ...resources } = stack as Readonly<Record<string, Json>>;
    expect(Redactor.of([stack]).value(resources)).toEqual(resources);
  });
});

describe("a thousand resources with two hundred secrets", () => {
  const resource = (at: number) => ({
    name: `layer-${at}`,
    image: `registry.example.com/layer@sha256:${"0123456789abcdef".repeat(4)}`,
    env: [`PORT=${8000 + at}`, "LOG_LEVEL=info", ...(at % 5 === 0 ? [`DB_PASSWORD=Zq8-${at}-kd92kLp${at * 7}`] : [])],
    labels: [{ label: "bulwark.path", value: `platform/layer-${at}` }],
    command: ["node", "server.js", "--port", "8080"],
    ports: [{ internal: 8080, external: 8000 + at, ip: "127.0.0.1" }],
    ...Object.fromEntries(Array.from({ length: 40 }, (_, one) => [`attribute_${one}`, null])),
  });
  const changes = Array.from({ length: 1000 }, (_, at) => ({
    address: `docker_container.c${at}`,
    change: { before: null, after: resource(at), after_sensitive: {} },
  }));

  it("take well under a second of work", () => {
    const run = () => {
      const redactor = Redactor.of([{ format_version: "1.2", resource_changes: changes }]);
      return changes.map(({ address, change }) => redactor.value(change.after, { address }));
    };
    run();
    const { user } = process.cpuUsage();
    const shown = run();
    const milliseconds = (process.cpuUsage().user - user) / 1000;
    expect(JSON.stringify(shown).match(/\(redacted\)/g)).toHaveLength(200);
    expect(milliseconds).toBeLessThan(1000);
  });
});

it("reads a mark that is neither yes nor no as none", () => {
  const outputs = { url: { sensitive: { toString: 1 }, value: "x" } };
  expect(Redactor.of([{ format_version: "1.2", planned_values: { outputs } }]).text("x")).toBe("x");
});
