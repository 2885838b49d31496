import { existsSync } from "node:fs";
import { join } from "node:path";
import { FILES, ROOT, textOf } from "./support/constructs/source-tree";

interface LockedPackage {
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const json = <T>(path: string): T => JSON.parse(textOf(path)) as T;

const LOCKS = FILES.filter((path) => path.endsWith("package-lock.json"));
const isLock = (path: string) => /(package-lock|lock)\.json$/.test(path);

describe.each(LOCKS)("%s", (path) => {
  const { packages } = json<Lock>(path);

  it("names no address of a registry, so that it serves everybody's", () => {
    expect(Object.keys(packages).filter((name) => packages[name]!.resolved !== undefined)).toEqual([]);
  });
});

describe("packages that want to run a script when they are installed", () => {
  const wanting = LOCKS.flatMap((path) => {
    const { packages } = json<Lock>(path);
    return Object.keys(packages).filter((name) => packages[name]!.hasInstallScript);
  });
  const { allowScripts = {} } = json<{ allowScripts?: Readonly<Record<string, boolean>> }>("package.json");

  it("are each allowed or refused by name", () => {
    const names = wanting.map((path) => path.split("node_modules/").at(-1)!);
    expect(Object.keys(allowScripts).sort()).toEqual([...new Set(names)].sort());
  });

  it("are allowed only where the list says so", () => {
    expect(Object.values(allowScripts).filter((allowed) => typeof allowed !== "boolean")).toEqual([]);
  });
});

/** What must be in no file, by what it is. Spelled so that this file itself does not match. */
const NEVER: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a path of somebody's machine", /(?<![\w.<$}*-])\/(wor[k]|roo[t]|op[t]\/tf-plugins|User[s]|mn[t])\/[\w.-]/],
  ["a folder beside the project", /\.\.\/share[d]\//],
  [
    "a registry's host",
    /registry\.(npmj[s]|yarnpk[g])|\b(npm|pypi|proxy)\.(golan[g]|pyth[o]n)|pypi\.or[g]|artifactor[y]/i,
  ],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----(\\n|\s)+[A-Za-z0-9+/]{32}/],
  ["a key of a cloud", /\b(AKI[A]|ASI[A])[0-9A-Z]{16}\b/],
  ["a token of a forge or a registry", /\b(gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20}|npm_[A-Za-z0-9]{36})\b/],
];

describe("no file holds", () => {
  const texts = FILES.filter((path) => !isLock(path)).map((path) => [path, textOf(path)] as const);

  it.each(NEVER)("%s", (_what, pattern) => {
    const found = texts.flatMap(([path, text]) => {
      const match = pattern.exec(text);
      return match ? [`${path}: ${match[0]}`] : [];
    });
    expect(found).toEqual([]);
  });

  it.each([
    ["a path of somebody's machine", ["", "work", "main"].join("/")],
    ["a path of somebody's machine", `cwd: "${["", "root", ".cache"].join("/")}"`],
    ["a folder beside the project", ["..", "shared", "x"].join("/")],
    ["a registry's host", ["https://registry", "npmjs", "org"].join(".")],
    ["a registry's host", ["https://proxy", "golang", "org"].join(".")],
    ["a private key", `-----BEGIN RSA PRIVATE KEY-----\n${"A".repeat(64)}`],
    ["a key of a cloud", `AKI${"A".repeat(17)}`],
    ["a token of a forge or a registry", `ghp_${"a".repeat(36)}`],
  ])("%s, which would be found", (what, text) => {
    const [, pattern] = NEVER.find(([name]) => name === what)!;
    expect(text).toMatch(pattern);
  });

  it("more than a megabyte, and nothing that is no text but pictures of the documentation", () => {
    expect(texts.filter(([, text]) => text.length > 1024 * 1024).map(([path]) => path)).toEqual([]);
    const isPicture = (path: string) => /^docs\/images\/[\w-]+\.png$/.test(path);
    expect(texts.filter(([path, text]) => text.includes("\0") && !isPicture(path)).map(([path]) => path)).toEqual([]);
  });
});

describe("a component", () => {
  const TARGET = /\b(docker|kubernetes|helm|terraform)\b/i;
  /** The entrypoint of upstream's images, and the name by which a Docker host is found, are the image's and the user's words. */
  const NOT_MEANT = /docker-entrypoint|host\.docker\.internal|\/\/docs\.docker\.com/g;
  const mentions = (text: string) => TARGET.test(text.replace(NOT_MEANT, ""));

  it("names no target: it does not know where it runs", () => {
    const components = FILES.filter((path) => path.startsWith("constructs/components/"));
    expect(components.length).toBeGreaterThan(40);
    expect(components.filter((path) => mentions(textOf(path)))).toEqual([]);
  });

  it("that named one would be found", () => {
    expect(mentions('if (target === "kubernetes") return;')).toBe(true);
  });
});

describe("tests", () => {
  const LEFT_OUT = /\b(it|test|describe)(\.each)?\.(only|skip|todo|failing)\b|\b[fx](it|describe|test)\b\s*[(.]/;
  const tests = FILES.filter((path) => path.startsWith("__tests__/") && path.endsWith(".test.ts"));

  it("are all run: none is left out, and none is run alone", () => {
    expect(tests.filter((path) => LEFT_OUT.test(textOf(path)))).toEqual([]);
  });

  it.each([
    ["it", ".only("],
    ["describe", ".skip("],
    ["test", ".todo("],
    ["f", "it("],
    ["x", "describe("],
    ["x", "it.each("],
  ])("left out by %s%s would be found", (first, second) => {
    expect(`  ${first}${second}`).toMatch(LEFT_OUT);
  });

  it("mirror the tree: each of the construct library tests a file or a folder that is there", () => {
    const mirrored = tests.filter((path) => /^__tests__\/(constructs|stacks)\//.test(path));
    const sources = mirrored.map((path) => path.replace(/^__tests__\//, "").replace(/\.test\.ts$/, ""));
    const orphans = sources.filter((path) =>
      [`${path}.ts`, join(path, "index.ts")].every((source) => !existsSync(join(ROOT, source))),
    );
    expect(orphans.map((path) => `${path}.ts`)).toEqual(ABOUT_A_WHOLE);
  });
});

/** Tests of a behaviour that no single file has. */
const ABOUT_A_WHOLE = [
  "constructs/components/contract-controls.ts",
  "constructs/components/contract.ts",
  "constructs/connections.ts",
  "constructs/library-in-use.ts",
  "constructs/targets/contract.ts",
  "constructs/targets/docker/change.ts",
  "constructs/targets/docker/order-of-change.ts",
  "constructs/targets/docker/public-names.ts",
  "constructs/targets/docker/templates.ts",
  "constructs/targets/kubernetes/templates.ts",
];

it("the Node that .nvmrc names is the oldest that package.json allows", () => {
  const { engines } = json<{ engines: { node: string } }>("package.json");
  expect(engines.node).toBe(`>=${textOf(".nvmrc").trim()}.0`);
});
