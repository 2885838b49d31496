import { MAY_IMPORT, cycles, privateImports, wrongImports } from "./support/constructs/arrows";
import { importsOf, type Import } from "./support/constructs/imports";
import { propFaults } from "./support/constructs/props";
import { FILES, FOLDERS, PRODUCT, sourcesOf, textOf } from "./support/constructs/source-tree";

const product = sourcesOf(PRODUCT);
const imports = importsOf(product);

const planted = (from: string, to: string, typeOnly = false): Import => ({ from, to, typeOnly });

type Versions = Readonly<Record<string, string>>;

interface Packed {
  readonly dependencies: Versions;
  readonly peerDependencies: Versions;
  readonly devDependencies: Versions;
  readonly files: readonly string[];
}

describe("imports", () => {
  it("are found, or the rest proves nothing", () => {
    expect(imports.length).toBeGreaterThan(PRODUCT.length);
    expect(imports).toContainEqual(planted("main.ts", "stacks/index.ts"));
    expect(imports).toContainEqual(planted("stacks/docker-stack.ts", "config/index.ts", true));
  });

  it("point one way", () => {
    expect(wrongImports(imports)).toEqual([]);
  });

  it.each([
    planted("constructs/components/redis.ts", "constructs/components/postgres.ts"),
    planted("constructs/components/redis.ts", "constructs/targets/docker/index.ts", true),
    planted("constructs/components/redis.ts", "npm:cdktf"),
    planted("constructs/core/spec.ts", "npm:zod"),
    planted("constructs/core/spec.ts", "constructs/components/redis.ts", true),
    planted("constructs/targets/docker/docker-target.ts", "constructs/components/redis.ts"),
    planted("constructs/targets/docker/docker-target.ts", "npm:@cdktf/provider-aws/lib/vpc"),
    planted("constructs/platform.ts", "constructs/targets/docker/index.ts"),
    planted("config/schema.ts", "npm:cdktf"),
    planted("stacks/docker-stack.ts", "config/index.ts"),
    planted("operations/up.ts", "npm:cdktf"),
    planted("operations/up.ts", "constructs/core/index.ts", true),
    planted("evidence/facts.ts", "npm:@cdktf/provider-docker/lib/container"),
    planted("scripts/bulwark.ts", "evidence/facts.ts"),
    planted("main.ts", "constructs/platform.ts"),
    planted("somewhere/new.ts", "node:fs"),
  ])("pointing the wrong way would be found: $from to $to", (one) => {
    expect(wrongImports([one])).toHaveLength(1);
  });

  it.each([
    planted("constructs/components/postgres.ts", "constructs/components/postgres/roles.ts"),
    planted("constructs/components/postgres/roles.ts", "constructs/core/index.ts"),
    planted("stacks/docker-stack.ts", "config/index.ts", true),
    planted("constructs/targets/docker/host.ts", "npm:@cdktf/provider-docker/lib/container"),
  ])("pointing the right way are none of these: $from to $to", (one) => {
    expect(wrongImports([one])).toEqual([]);
  });

  it("never reach into the private folder of another", () => {
    expect(privateImports(imports)).toEqual([]);
    const reaching = planted("stacks/docker-stack.ts", "constructs/targets/docker/private/render.ts");
    expect(privateImports([reaching])).toHaveLength(1);
  });

  it("have no cycles", () => {
    expect(cycles(imports)).toEqual([]);
    expect(cycles([planted("a.ts", "b.ts"), planted("b.ts", "c.ts"), planted("c.ts", "a.ts")])).toEqual([
      "a.ts -> b.ts -> c.ts -> a.ts",
    ]);
  });

  it("are of packages that whoever installs this one has, or of those of developers in what is not packed", () => {
    const { dependencies, peerDependencies, devDependencies, files } = JSON.parse(textOf("package.json")) as Packed;
    // A function is packed as one file, with the packages that it uses in it.
    const leftOut = [...files.flatMap((pattern) => /^!dist\/([\w/-]+)/.exec(pattern)?.[1] ?? []), "functions/"];
    const namedFor = (from: string) => ({
      ...dependencies,
      ...peerDependencies,
      ...(leftOut.some((place) => from.startsWith(place)) ? devDependencies : {}),
    });
    const isNamed = ({ from, to }: Import) =>
      Object.keys(namedFor(from)).some((name) => `${to}/`.startsWith(`npm:${name}/`));
    const missing = (all: readonly Import[]) => all.filter((one) => one.to.startsWith("npm:") && !isNamed(one));
    expect(missing(imports)).toEqual([]);
    expect(missing([planted("scripts/generate.ts", "npm:jest")])).toEqual([]);
    expect(missing([planted("scripts/bulwark.ts", "npm:jest")])).toHaveLength(1);
  });

  it("of whole providers are none: they cost many times the time and memory of a deep path", () => {
    const whole = imports.filter(({ to }) => /^npm:@cdktf\/provider-[\w-]+$/.test(to));
    expect(whole).toEqual([]);
  });

  it.each(Object.keys(MAY_IMPORT))("%s, of the table, is there", (place) => {
    expect(PRODUCT.filter((path) => path.startsWith(place))).not.toEqual([]);
  });
});

describe("the map in ARCHITECTURE.md", () => {
  const [, map = ""] = textOf("ARCHITECTURE.md").split(/^## The map$/m);
  const [lines = ""] = map.split(/^## /m);
  const explained = lines.match(/(?<=^\| `)[\w./-]+(?=\/` \|.+\|$)/gm) ?? [];

  it.each(FOLDERS)("explains %s/", (folder) => {
    expect(explained).toContain(folder);
  });

  it.each(explained)("explains no folder that is not there: %s/", (folder) => {
    expect(FOLDERS).toContain(folder);
  });

  it("explains each folder once", () => {
    expect(explained).toEqual([...new Set(explained)]);
  });
});

describe("files", () => {
  const ERROR = /\bnew (\w*Error|Invalid\w+)\(/;

  it("with errors are called errors.ts", () => {
    const elsewhere = PRODUCT.filter((path) => !/(^|\/)errors\.ts$/.test(path) && ERROR.exec(textOf(path)));
    expect(elsewhere).toEqual([]);
  });

  it("with errors would be found by any kind of error", () => {
    for (const text of ["new Error(", "new BulwarkError(", "new InvalidPlatform("]) expect(text).toMatch(ERROR);
  });

  it("are named like their idea", () => {
    expect(FILES.filter((path) => /(^|[/.-])(utils?|helpers?|common|misc)([/.-]|$)/i.test(path))).toEqual([]);
  });
});

describe("props and options", () => {
  it("are readonly, and the optional ones say what happens without", () => {
    expect(propFaults(product)).toEqual([]);
  });

  it("that are not would be found", () => {
    const members = ["a?: number;", "/** @default 1 */ b?: number;", "/** @default */ readonly c?: number;"];
    const text = `export interface XProps {\n${members.join("\n")}\n}`;
    expect(propFaults(new Map([["x.ts", text]])).map(({ where, fault }) => `${where} ${fault}`)).toEqual([
      "x.ts XProps.a is not readonly",
      "x.ts XProps.a is optional and has no @default",
      "x.ts XProps.b is not readonly",
      "x.ts XProps.c is optional and has no @default",
    ]);
  });
});
