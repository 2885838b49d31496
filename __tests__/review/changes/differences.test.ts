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
});
