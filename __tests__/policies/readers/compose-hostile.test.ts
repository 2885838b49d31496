import { subjectsOf } from "../../../policies/facts/subject";
import { composePlatform } from "../../../policies/readers/compose";

const read = (text: string) => composePlatform(text, "bad.yaml");
const containers = (text: string) => subjectsOf(read(text), "container");
const web = (said: string) => `services:\n  web: { ${said} }\n`;

/** Each level is nine of the one before. */
const BOMB = Array.from({ length: 10 }, (_, level) => {
  const items = level === 0 ? ["lol"] : Array<string>(9).fill(`*l${level - 1}`);
  return `l${level}: &l${level} [${items.join(", ")}]`;
}).join("\n");

const many = (count: number, make: (index: number) => string) => Array.from({ length: count }, (_, i) => make(i));

function thrown(text: string): { readonly message: string; readonly exitCode?: number; readonly name: string } {
  try {
    read(text);
  } catch (error) {
    return error as Error;
  }
  throw new Error("it was read");
}

describe("what is no compose file", () => {
  it.each([
    ["an empty file", "", "bad.yaml: is not a compose file"],
    ["a text", "hello", "bad.yaml: is not a compose file"],
    ["a list", "- a", "bad.yaml: is not a compose file"],
    ["another file", '{"resource": {}}', "bad.yaml: is not a compose file"],
    ["a file of version 1", "web: { image: x }", "bad.yaml: is not a compose file"],
    ["half a file", "services: { web: {", "bad.yaml, line 1: not valid YAML: "],
    ["two files in one", `${web("")}---\n${web("")}`, "not valid YAML: "],
    ["UTF-16", Buffer.from(web(""), "utf16le").toString("latin1"), "bad.yaml"],
    ["binary", Buffer.from(many(256, String.fromCharCode as never).join("")).toString("latin1"), "bad.yaml"],
    ["an alias of nothing", "services: *nothing", "bad.yaml: not valid YAML: Unresolved alias"],
    ["a key twice", "services:\n  web: {}\n  db: {}\n  web: {}", 'bad.yaml, line 4: "web" is given twice'],
    ["services as a list", "services: [web]", "bad.yaml: services: expected a mapping"],
    ["a service as a text", web("").replace("{  }", "nginx"), "bad.yaml, line 2: services.web: expected a mapping"],
    ["a merge of a text", web("<<: x"), "bad.yaml, line 2: services.web.<<: expected a mapping"],
    ["ports as a text", web("ports: '80'"), "bad.yaml, line 2: services.web.ports: "],
    ["a port that is none", web("ports: [x]"), "bad.yaml, line 2: services.web.ports.0: expected a port such as"],
    ["a port too high", web("ports: ['65536']"), "expected a port such as 127.0.0.1:8080:80, got: 65536"],
    ["ranges that do not fit", web("ports: ['1-2:1-3']"), "got: 1-2:1-3"],
    ["a host's name as address", web("ports: ['localhost:1:1']"), "got: localhost:1:1"],
    ["a long port without a target", web("ports: [{ published: 1 }]"), "bad.yaml, line 2: services.web.ports.0"],
    ["a size that is none", web("mem_limit: lots"), "services.web.mem_limit: expected a size such as 512m, got: lots"],
    ["a duration that is none", web("healthcheck: { interval: 5 }"), "expected a duration such as 1m30s, got: 5"],
    ["a truth that is none", web("privileged: maybe"), "expected true or false, got: maybe"],
    ["a volume that is none", web("volumes: [':']"), "expected a volume such as data:/var/lib/data:ro, got: :"],
    ["a quote without end", web('command: "echo \'"'), "expected a command line whose quotes end"],
    ["a variable that is none", web("image: '${'"), "services.web.image: a variable is not written as one in: ${"],
  ])("is %s", (_, text, message) => {
    const error = thrown(text);

    expect(error).toMatchObject({ name: "UnreadableSource", exitCode: 2 });
    expect(error.message).toContain(message);
    expect(error.message).toContain("bad.yaml");
  });
});

describe("what grows without end", () => {
  const BASE = "x: &base { image: x }\n";
  const LARGE = `x: &large {${many(5_000, (i) => `k${i}: ${i}`).join(", ")}}\n`;

  it.each([
    ["aliases of aliases", `${BOMB}\nservices: {}`, "aliases multiply"],
    [
      "a large mapping merged by many",
      `${LARGE}services:\n${many(500, (i) => `  s${i}: { <<: *large }`).join("\n")}`,
      "more than 1000000",
    ],
    [
      "a large list used by many",
      `x: &p [${many(20_000, String).join(", ")}]\nservices:\n${many(60, (i) => `  s${i}: { cap_add: *p }`).join("\n")}`,
      "more than 1000000",
    ],
    [
      "all ports by many",
      `services:\n${many(20, (i) => `  s${i}: { ports: ["0-65535:0-65535"] }`).join("\n")}`,
      "more than 1000000",
    ],
    ["lists in lists", `services: ${"[".repeat(20_000)}`, "nested too deeply"],
    ["mappings in mappings", `services: ${"{a: ".repeat(5_000)}1${"}".repeat(5_000)}`, "nested too deeply"],
    ["brackets without end", `services: ${"[".repeat(2_000_000)}`, "nested too deeply"],
    [
      "a text without end",
      web(`command: "${"a".repeat(2_000_000)}"`),
      "services.web.command: a text of more than 1000000",
    ],
    ["a list within itself", web("ports: &p [*p]"), "nested too deeply"],
    ["a service that merges itself", "services:\n  web: &w { <<: *w }", "nested too deeply"],
  ])("is refused: %s", (_, text, message) => {
    const error = thrown(text);

    expect(error).toMatchObject({ name: "UnreadableSource", exitCode: 2 });
    expect(error.message).toContain(message);
    expect(error.message).toContain("bad.yaml");
  });

  it("is not a thousand services of one anchor", () => {
    const subjects = containers(`${BASE}services:\n${many(1_000, (i) => `  s${i}: { <<: *base }`).join("\n")}`);

    expect(subjects).toHaveLength(1_000);
    expect(subjects[999]).toMatchObject({ image: { value: { text: "x" } }, at: { line: 1_002 } });
  });

  it("is not all ports of one service", () => {
    const { exposures } = containers(web("ports: ['0-65535:0-65535']"))[0]!;

    expect(exposures).toMatchObject({ state: "known" });
    expect(exposures.state === "known" && exposures.value.length).toBe(65_536);
  });
});

it("shows little of a value that is wrong", () => {
  expect(thrown(web(`mem_limit: ${"x".repeat(10_000)}`)).message.length).toBeLessThan(400);
});
