import fc from "fast-check";
import { AFTER_APPLY, REDACTED, type Json } from "../../../review/model";
import { Redactor } from "../../../review/redaction";

const NAMES = [
  "password",
  "env",
  "value",
  "name",
  "values",
  "secrets",
  "data",
  "kind",
  "id",
  "command",
  "0",
  "__proto__",
];
const WORDS = [
  REDACTED,
  AFTER_APPLY,
  "Secret",
  "PASSWORD=hunter2",
  "--token",
  "postgres://u:p@ss@h/db",
  '{"password":"a b"}',
  "password: x\nlist: [a, {token: b}]\n",
  "a: &a [*a]",
  "redacted",
  "(red",
  "d)xyz",
  "aws_db_instance",
  Buffer.from("password=hunter2!").toString("base64"),
];

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(...WORDS),
  fc.tuple(fc.constantFrom(...WORDS), fc.string()).map((two) => two.join("")),
);

/** Any JSON, and such as looks like what is searched. */
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string()), tie("value"), { maxKeys: 4 }),
  ),
})).value;

const stack = fc.record({
  resource: fc.dictionary(
    fc.constantFrom("aws_db_instance", "helm_release", "x"),
    fc.dictionary(fc.constantFrom("a", "b"), json),
  ),
  provider: json,
  variable: json,
});
const plan = fc.record({
  format_version: fc.constant("1.2"),
  resource_changes: fc.array(
    fc.record({ address: text, change: fc.record({ after: json, after_sensitive: json, before: json }) }),
  ),
  configuration: json,
  planned_values: json,
  variables: json,
});
const inputs = fc.array(fc.oneof(json, stack, plan), { maxLength: 3 });
const origin = fc.record({
  address: fc.constantFrom(
    "",
    "aws_db_instance.a",
    "helm_release.b",
    "provider.aws",
    "backend.s3",
    "output.x",
    'x.a["k"]',
  ),
  path: fc.array(fc.oneof(fc.constantFrom(...NAMES), fc.nat(3)), { maxLength: 3 }),
});

const shown = (value: Json | undefined): Json => value as Json;

/** Whether one is the other but for masks, in values and in keys. */
function isSameBut(after: Json, before: Json): boolean {
  if (after === REDACTED) return before !== null;
  if (typeof before === "string") return typeof after === "string";
  if (before === null || typeof before !== "object") return after === before;
  const [was, is] = [Object.values(before), Object.values(after as object)] as readonly Json[][];
  return Array.isArray(after) === Array.isArray(before) && was!.length === is!.length;
}

describe("redaction of anything", () => {
  it("never throws, and ends with the same value when it is done again", () => {
    fc.assert(
      fc.property(inputs, json, origin, (all, value, at) => {
        const redactor = Redactor.of(all);
        const once = redactor.value(value, at);
        expect(redactor.value(once, at)).toEqual(once);
      }),
      { numRuns: 150 },
    );
  });

  it("does a text once and for all, and an address", () => {
    fc.assert(
      fc.property(inputs, text, (all, said) => {
        const redactor = Redactor.of(all);
        const [once, address] = [redactor.text(said), redactor.address(`x.a["${said}"]`)];
        expect([redactor.text(once), redactor.address(address)]).toEqual([once, address]);
      }),
      { numRuns: 150 },
    );
  });

  it("keeps lists as long and maps as large as they are", () => {
    fc.assert(
      fc.property(inputs, json, origin, (all, value, at) => {
        expect(isSameBut(shown(Redactor.of(all).value(value, at)), value)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it("leaves what holds no secret as it is", () => {
    const plain = { image: "postgres:17", ports: [{ internal: 5432, ip: "127.0.0.1" }], read_only: true, user: null };
    expect(Redactor.of([plain]).value(plain, { address: "docker_container.a" })).toEqual(plain);
    expect(isSameBut({ a: 1 }, { a: 2 })).toBe(true);
    expect(isSameBut({ a: 1 }, { a: 2, b: 3 })).toBe(false);
  });
});

describe("hostile input", () => {
  const long = 1_000_000;
  const deep = (open: string, close: string) => `${open.repeat(5000)}1${close.repeat(5000)}`;

  it.each([
    ["a long word", "a".repeat(long)],
    ["a long random word", "aB3".repeat(long / 4)],
    ["equals signs", "a=".repeat(100_000)],
    ["URLs", "a://b:c@".repeat(20_000)],
    ["schemes", "a://".repeat(50_000)],
    ["keys that begin and never end", "-----BEGIN PRIVATE KEY-----".repeat(4000)],
    ["quotes", `password "${'\\"'.repeat(100_000)}`],
    ["substitutions", `password ${"$(".repeat(100_000)}`],
    ["brackets", `password ${deep("[", "]")}`],
    ["braces of JSON", deep('{"a":', "}")],
    ["blanks", `password${" ".repeat(200_000)}x`],
    ["lines", "password: x\n".repeat(10_000)],
    [
      "aliases",
      `a: &a [x,x]\n${Array.from("bcdefghijk")
        .map((one, at) => `${one}: &${one} [${`*${"abcdefghij"[at]!},`.repeat(9)}]`)
        .join("\n")}\npassword: *k`,
    ],
    ["hashes", "# ".repeat(100_000)],
    ["header", `authorization:${" ".repeat(100_000)}x`],
  ])("of %s takes less than five seconds of work", (_name, text) => {
    const { user } = process.cpuUsage();
    const redactor = Redactor.of([{ a: text, env: [text, text], values: [text] }]);
    redactor.value({ a: text, command: ["sh", "-c", text] });
    redactor.text(text);
    redactor.address(`x["${text}"]`);
    expect((process.cpuUsage().user - user) / 1000).toBeLessThan(5000);
  });

  it("of more secrets than can be searched shows no text at all", () => {
    const many = Array.from({ length: 60_000 }, (_, at) => `secret-${at}-value`);
    const redactor = Redactor.of([{ variable: { v: { sensitive: true, default: many } } }]);
    expect([redactor.text("secret-59999-value"), redactor.text("anything")]).toEqual([REDACTED, REDACTED]);
  });
});
