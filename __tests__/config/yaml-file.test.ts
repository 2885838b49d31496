import { problemText } from "../../config/problem";
import { readYaml } from "../../config/yaml-file";

const complaints = (text: string) => readYaml(text).problems.map(problemText);

describe("a YAML file", () => {
  it("becomes plain data", () => {
    expect(readYaml("a: 1\nb: [x, yes]\n")).toMatchObject({ value: { a: 1, b: ["x", "yes"] }, problems: [] });
  });

  it("may begin with a byte order mark and end its lines as Windows does", () => {
    expect(readYaml("\ufeffa: 1\r\nb: 2\r\n").value).toEqual({ a: 1, b: 2 });
  });

  it("may share values by anchor, alias and merge key", () => {
    const text = "one: &base { image: x, port: 1 }\ntwo: { <<: *base, port: 2 }\nthree: *base\n";
    expect(readYaml(text).value).toEqual({
      one: { image: "x", port: 1 },
      two: { image: "x", port: 2 },
      three: { image: "x", port: 1 },
    });
  });

  it.each([
    ["is empty", "", "line 1: the file is empty; an environment needs at least 'target' and 'platform'"],
    [
      "has comments only",
      "# nothing\n",
      "line 1: the file is empty; an environment needs at least 'target' and 'platform'",
    ],
    ["is a list", "- a\n", "line 1: the file is not a mapping; start with a line such as 'target: docker'"],
    ["is text", "docker\n", "line 1: the file is not a mapping; start with a line such as 'target: docker'"],
    ["leaves a quote open", "a: 1\nb: 'x\n", "line 3, column 1: not valid YAML: Missing closing 'quote"],
    ["is indented with tabs", "a:\n\tb: 1\n", "line 2, column 1: not valid YAML: Tabs are not allowed as indentation"],
    [
      "nests on one line",
      "a: 1\nb: c: d\n",
      "line 2, column 4: not valid YAML: Nested mappings are not allowed in compact mappings",
    ],
    ["has an unknown tag", "a: !vault x\n", "line 1, column 4: not valid YAML: Unresolved tag: !vault"],
    [
      "has a second document",
      "a: 1\n---\nb: 2\n",
      "line 2, column 1: not valid YAML: Source contains multiple documents; please use YAML.parseAllDocuments()",
    ],
    [
      "has an alias without anchor",
      "a: 1\nb: *base\n",
      "line 2: not valid YAML: Unresolved alias (the anchor must be set before the alias): base",
    ],
    ["merges a number", "a: 1\nb: { <<: 5 }\n", "line 1: not valid YAML: Merge sources must be maps or map aliases"],
  ])("that %s is refused with its place", (_what, text, complaint) => {
    expect(complaints(text)).toEqual([complaint]);
  });

  it("is refused when its aliases multiply without end", () => {
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x,x]",
      ..."bcde".split("").map((name, i) => `${name}: &${name} [${Array(10).fill(`*${"abcd"[i]}`)}]`),
    ];
    expect(complaints(bomb.join("\n"))).toEqual([
      "line 2: not valid YAML: Excessive alias count indicates a resource exhaustion attack",
    ]);
  });

  it.each([
    ["brackets", (depth: number) => `# x\na: ${"[".repeat(depth)}${"]".repeat(depth)}\n`],
    ["braces", (depth: number) => `# x\na: ${"{b: ".repeat(depth)}1${"}".repeat(depth)}\n`],
    ["hyphens", (depth: number) => `# x\na:\n  ${"- ".repeat(depth)}1\n`],
    ["brackets that are not closed", (depth: number) => `# x\na: ${"[".repeat(depth)}`],
  ])("is refused when it is nested without end, by %s", (name, text) => {
    const line = name === "hyphens" ? 3 : 2;
    const refusal = [`line ${line}: not valid YAML: it is nested more than 100 deep`];
    expect([complaints(text(101)), complaints(text(100_000))]).toEqual([refusal, refusal]);
    expect(complaints(text(50))).not.toEqual(refusal);
  });

  it("names the lines of both keys when one is given twice", () => {
    expect(complaints("redis: { a: 1 }\npostgres: {}\nredis: {}\n")).toEqual([
      'line 3, redis: "redis" is given twice, the first on line 1; keep one, or rename one',
    ]);
  });

  it("names both lines when two layers have one name", () => {
    expect(
      complaints("platform:\n  layers:\n    api: { port: 1 }\n    web: { port: 2 }\n    api: { port: 3 }\n"),
    ).toEqual([
      'line 5, platform.layers.api: two layers are named "api", the first on line 3; keep one, or rename one',
    ]);
  });

  it("reports several formal problems together, in the order of their lines", () => {
    expect(complaints("a: 1\na: 2\nb: !x 1\nb: 2\n")).toHaveLength(3);
  });
});

describe("the line of a path", () => {
  const file = readYaml(
    "# comment\na:\n  b:\n    - x\n    - c: 1\nbase: &base\n  port: 1\nd: { <<: *base }\ne: *base\n",
  );

  it.each([
    [["a"], 2],
    [["a", "b"], 3],
    [["a", "b", 1], 5],
    [["a", "b", 1, "c"], 5],
    [["a", "missing"], 2],
    [["missing", "altogether"], 2],
    [["d", "port"], 7],
    [["e", "port"], 7],
  ])("%j is line %i", (path, line) => {
    expect(file.lineOf(path)).toBe(line);
  });
});
