import { differences } from "../../../review/changes/differences";

const pathsOf = (...sides: Parameters<typeof differences>) => differences(...sides).map(({ path }) => path);

it("tells apart what is in a map, and names what is new as a whole", () => {
  expect(
    differences({ log_opts: { "max-size": "10m" }, memory: 64 }, { log_opts: { "max-size": "20m" }, user: "1:1" }),
  ).toEqual([
    { path: "log_opts.max-size", attribute: "log_opts", before: "10m", after: "20m" },
    { path: "memory", attribute: "memory", before: 64, after: undefined },
    { path: "user", attribute: "user", before: undefined, after: "1:1" },
  ]);
});

it("finds named things by their names, in whatever order they are", () => {
  const labels = [
    { label: "team", value: "shop" },
    { label: "stage", value: "live" },
  ];
  expect(pathsOf({ labels }, { labels: [...labels].reverse() })).toEqual([]);
  expect(differences({ labels }, { labels: [labels[1]!, { label: "team", value: "pay" }] })).toMatchObject([
    { path: "labels.team", before: "shop", after: "pay" },
  ]);
  expect(differences({ env: ["A=1", "B=2"] }, { env: ["B=3", "A=1"] })).toMatchObject([
    { path: "env.B", before: "2", after: "3" },
  ]);
});

it("sees a further network that has nothing but its name", () => {
  const networks = (...names: readonly string[]) => ({
    networks_advanced: names.map((name) => ({ name, aliases: null })),
  });
  expect(pathsOf(networks("one"), networks("two", "one"))).toEqual(["networks_advanced.two"]);
  expect(pathsOf(networks("one", "two"), networks("two", "one"))).toEqual([]);
});

it("takes nothing, null, an empty list and an empty map for the same", () => {
  expect(pathsOf({ a: null, b: [], c: {} }, { a: [], d: null })).toEqual([]);
  expect(pathsOf({ a: 0, b: false, c: "" }, {})).toEqual(["a", "b", "c"]);
});

it("ends, however deep a value is", () => {
  const deep = (end: string, depth = 5_000) => {
    let value: unknown = end;
    for (let level = 0; level < depth; level++) value = { a: value };
    return value as never;
  };
  expect(pathsOf({ x: deep("1", 40) }, { x: deep("2", 40) })).toEqual([`x${".a".repeat(12)}`]);
  expect(pathsOf({ x: deep("1", 60_000) }, { x: deep("2", 60_000) })).toEqual([`x${".a".repeat(12)}`]);
  expect(pathsOf({ x: 1 }, { x: deep("1", 60_000) })).toEqual(["x"]);
});

describe("the values of a Helm release", () => {
  const values = (...texts: readonly string[]) => ({ values: texts });

  it("are told apart by path, the later texts over the earlier ones", () => {
    const [base, head] = ["image: {tag: '1'}\nreplicas: 2\n", "image:\n  tag: '2'\nreplicas: 2\n"];
    expect(differences(values(base), values(head))).toEqual([
      { path: "values.image.tag", attribute: "values", before: "1", after: "2" },
    ]);
    expect(differences(values(base), values(base, "image: {tag: '3'}"))).toMatchObject([
      { path: "values.image.tag", before: "1", after: "3" },
    ]);
  });

  it("are the same in other words", () => {
    expect(pathsOf(values("a: 1\nb: 2\n"), values("# the same\n{b: 2, a: 1}"))).toEqual([]);
  });

  it.each([
    ["an expression", "${yamlencode(local.x)}"],
    ["not YAML", "a: [1\n"],
    ["nested without end", `a: ${"[".repeat(5000)}`],
    [
      "aliases that multiply",
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
        .split("")
        .map((k, at) => `${k}: &${k} [${Array(10).fill(`*${"abcdefghi"[at]}`).join(",")}]`)
        .join("\n")}`,
    ],
    ["a word", "production"],
  ])("that are %s are told as a whole", (_what, text) => {
    expect(pathsOf(values(text), values("a: 1"))).toEqual(["values[0]", "values.a"]);
  });
});

it.each(["constructor", "toString", "__proto__"])(
  "takes nothing that every object has for an attribute: %s",
  (name) => {
    const after = JSON.parse(`{"${name}":{"a":1}}`) as Parameters<typeof differences>[1];
    expect(differences({}, after)).toEqual([{ path: name, attribute: name, before: undefined, after: { a: 1 } }]);
  },
);
