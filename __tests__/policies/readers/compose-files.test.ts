import { declared, inPart, unknown } from "../../../policies/facts/fact";
import { subjectsOf } from "../../../policies/facts/subject";
import { composePlatform, type ReadFile } from "../../../policies/readers/compose";

type Files = Readonly<Record<string, string>>;

/** Files of a project's folder; what is not there is missing, what starts with a slash or two dots is outside. */
const folder =
  (files: Files): ReadFile =>
  (path) => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    if (text !== undefined) return { text };
    return /^(\.\.|\/|~)/.test(path)
      ? { refused: "outside of the project's folder" }
      : { refused: "missing", isMissing: true };
  };

const read = (main: string, files: Files = {}) => composePlatform(main, "shop/compose.yaml", folder(files));
const service = (main: string, files?: Files, name = "web") =>
  subjectsOf(read(main, files), "container").find(({ id }) => id === name)!;
const notExamined = (main: string, files?: Files) => Object.fromEntries(read(main, files).notExamined);

function thrown(main: string, files?: Files): string {
  try {
    read(main, files);
  } catch (error) {
    expect(error).toMatchObject({ name: "UnreadableSource", exitCode: 2 });
    return (error as Error).message;
  }
  throw new Error("it was read");
}

const WEB = (said: string) => `services: { web: { image: a, ${said} } }`;

describe("files that a compose file names", () => {
  it("are read: what a service extends is its own", () => {
    const files = { "base.yaml": "services: { web: { privileged: true, cap_add: [A] } }" };
    const web = service(WEB("extends: { file: base.yaml, service: web }, cap_add: [B]"), files);

    expect(web.privileged).toEqual(declared(true));
    expect(web.capabilities).toMatchObject({ value: { add: new Set(["A", "B"]) } });
    expect(web.at).toEqual({ file: "shop/compose.yaml", line: 1, address: "services.web" });
  });

  it("give included services the place where they are written", () => {
    const files = { "db/compose.yaml": "\nservices:\n  db: { image: b, volumes: ['./data:/d'] }" };
    const db = service("include: [db/compose.yaml]", files, "db");

    expect(db.at).toEqual({ file: "shop/db/compose.yaml", line: 3, address: "services.db" });
    expect(db.mounts).toMatchObject({ value: [{ kind: "bind", source: "./db/data", target: "/d" }] });
  });

  it("give variables to a service, below what it says itself", () => {
    const web = service(WEB("env_file: a.env, environment: { A: own }"), { "a.env": "A=file\nB=2\n" });

    expect(web.environment).toEqual(
      declared(
        new Map(
          [
            ["A", "own"],
            ["B", "2"],
          ]
            .map(([a, b]) => [a!, b!] as const)
            .reverse(),
        ),
      ),
    );
  });

  it("give variables to the file, which none of the machine's has", () => {
    process.env["COMPOSE_READER"] = "machine";

    expect(service(WEB('user: "${COMPOSE_READER}"')).user).toEqual(unknown("expression"));
    expect(service(WEB('user: "${COMPOSE_READER}"'), { ".env": "COMPOSE_READER=7:7" }).user).toMatchObject({
      value: { uid: 7 },
    });
    delete process.env["COMPOSE_READER"];
  });
});

describe("files that are not opened", () => {
  it.each([
    [
      "extends: { file: ../other.yaml, service: web }",
      "compose extends ../other.yaml (outside of the project's folder)",
    ],
    ["extends: { file: /etc/x.yaml, service: web }", "compose extends /etc/x.yaml (outside of the project's folder)"],
    ["extends: { file: none.yaml, service: web }", "compose extends none.yaml (missing)"],
    ['extends: { file: "${X}.yaml", service: web }', "compose extends"],
    ["env_file: /etc/passwd", "compose env_file /etc/passwd (outside of the project's folder)"],
    ["env_file: [{ path: x.env, format: raw }]", "compose env_file"],
    ["label_file: ~/x", "compose label_file ~/x (outside of the project's folder)"],
  ])("are named: {%s}", (said, expected) => {
    expect(notExamined(WEB(said))).toEqual({ [expected]: 1 });
  });

  it("are named: include", () => {
    expect(notExamined('include: [/etc/compose.yaml, "${X}"]\nservices: {}')).toEqual({
      "compose include /etc/compose.yaml (outside of the project's folder)": 1,
      "compose include": 1,
    });
  });

  it("are none where they need not be there", () => {
    expect(notExamined(WEB("env_file: [{ path: x.env, required: false }]"))).toEqual({});
    expect(service(WEB("env_file: [{ path: x.env, required: false }]")).environment).toEqual(declared(new Map()));
  });

  it("leave what they may say unknown, and what is bad in sight", () => {
    const web = service(
      WEB("extends: { file: ../x.yaml, service: web }, privileged: true, env_file: ../y, environment: { A: b }"),
    );

    expect(web.privileged).toEqual(declared(true));
    expect(web.rootReadOnly).toEqual(unknown("elsewhere"));
    expect(web.mounts).toEqual(unknown("elsewhere"));
    expect(web.environment).toEqual(inPart(new Map([["A", "b"]]), "elsewhere"));
  });
});

describe("files that make no project", () => {
  it.each([
    [
      "a service that extends itself",
      WEB("extends: web"),
      {},
      "goes in a circle: shop/compose.yaml, web → shop/compose.yaml, web",
    ],
    [
      "services that extend each other",
      WEB("extends: { file: b.yaml, service: b }"),
      {
        "b.yaml": "services: { b: { extends: { file: c.yaml, service: c } } }",
        "c.yaml": "services: { c: { extends: { file: b.yaml, service: b } } }",
      },
      "shop/b.yaml, line 1: goes in a circle",
    ],
    [
      "files that include each other",
      "include: [a.yaml]",
      { "a.yaml": "include: [b.yaml]", "b.yaml": "include: [a.yaml]" },
      "goes in a circle: compose.yaml → a.yaml → b.yaml → a.yaml",
    ],
    [
      "a file that includes itself",
      "include: [compose.yaml]",
      { "compose.yaml": "include: [compose.yaml]" },
      "goes in a circle",
    ],
    [
      "nobody to extend",
      WEB("extends: { file: a.yaml, service: x }"),
      { "a.yaml": "services: {}" },
      'extends service "x", which shop/a.yaml does not have',
    ],
    [
      "two of one name",
      `include: [a.yaml]\n${WEB("")}`,
      { "a.yaml": "services: { web: { image: b } }" },
      "shop/a.yaml, line 1: services.web is in shop/compose.yaml, too",
    ],
    ["an included file that is none", "include: [a.yaml]", { "a.yaml": "- a" }, "shop/a.yaml: is not a compose file"],
    [
      "a wrong value in it",
      "include: [a.yaml]",
      { "a.yaml": "services:\n  x: { mem_limit: lots }" },
      "shop/a.yaml, line 2: services.x.mem_limit",
    ],
    [
      "an include of no path",
      "include: [{ file: a }]",
      {},
      "shop/compose.yaml: include.0: expected the path of a compose file",
    ],
    [
      "a file of variables that is none",
      WEB("env_file: a.env"),
      { "a.env": "A=1\nhunter2 is the password\n" },
      "shop/a.env, line 2: is no line of a file of variables",
    ],
    ["a quote that does not end", WEB("env_file: a.env"), { "a.env": "A='hunter2" }, "shop/a.env, line 1"],
  ])("are refused: %s", (_, main, files, message) => {
    expect(thrown(main, files as Files)).toContain(message);
    expect(thrown(main, files as Files)).not.toContain("hunter2");
  });

  it("are refused when each includes many that include many", () => {
    const level = (next: string) => `include: [${Array.from({ length: 30 }, () => next).join(", ")}]`;
    const files = {
      "a.yaml": level("b.yaml"),
      "b.yaml": level("c.yaml"),
      "c.yaml": level("d.yaml"),
      "d.yaml": "services: {}",
    };

    expect(thrown(level("a.yaml"), files)).toContain("includes more than 500 files");
  });

  it("are refused when a chain of extensions grows without end", () => {
    const list = Array.from({ length: 20_000 }, (_, i) => `"${i}"`).join(", ");
    const chain = Array.from({ length: 90 }, (_, i) => `  s${i}: { cap_add: *l, extends: s${i + 1} }`);

    expect(thrown(`x-l: &l [${list}]\nservices:\n${chain.join("\n")}\n  s90: {}`)).toContain(
      "more than 1000000 values",
    );
  });

  it("are refused when nobody could follow who extends whom", () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => `  s${i}: { extends: s${i + 1} }`);

    expect(thrown(`services:\n${chain.join("\n")}`)).toContain("nested too deeply");
  });

  it("are read when variables double each other, as far as a memory holds", () => {
    const doubled = Array.from({ length: 64 }, (_, i) => `A${i + 1}=\${A${i}}\${A${i}}`).join("\n");

    expect(service(WEB('user: "${A64}"'), { ".env": `A0=1\n${doubled}` }).user).toEqual(unknown("expression"));
    expect(service(WEB('user: "${A3}"'), { ".env": `A0=1\n${doubled}` }).user).toMatchObject({
      value: { uid: 11111111 },
    });
  });

  it("are refused when variables repeat each other without end", () => {
    const repeated = Array.from({ length: 9_000 }, (_, i) => `B${i}=\${A}y`).join("\n");

    expect(thrown(WEB("env_file: a.env"), { "a.env": `A=${"x".repeat(900_000)}\n${repeated}` })).toContain(
      "more than 1000000 values",
    );
  });

  it("are read when a value is as large as a file may be", () => {
    const files = { "a.env": `A="${'x\\"'.repeat(300_000)}"` };

    expect(service(WEB("env_file: a.env"), files).environment).toMatchObject({ state: "known" });
  });

  it("are read when a thousand services extend one", () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `  s${i}: { extends: { file: base.yaml, service: base } }`);

    expect(
      service(`services:\n${many.join("\n")}`, { "base.yaml": "services: { base: { privileged: true } }" }, "s999")
        .privileged,
    ).toEqual(declared(true));
  });
});
