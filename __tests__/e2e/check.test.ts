import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { checkSchema } from "../../operations/check/result";
import { TestProject } from "../support/platform/project";

const OPEN = `target: docker
hosts: { main: { publishOn: 0.0.0.0 } }
platform:
  redis: { purpose: cache }
  haproxy: {}
  layers:
    items:
      image: registry.example.com/items@sha256:${"a".repeat(64)}
      port: 8001
      uses: [redis]
      route: { path: /items, auth: none }
`;

const waiver = (until: string) => `waivers:
  - { rule: BWK-published-ports, subject: platform/haproxy, value: "publishes on every address: 8080, 8443", reason: the office network ends here, owner: platform, until: ${until} }
`;

let project: TestProject;

beforeAll(async () => {
  project = await TestProject.empty();
  await project.write("environments/open.yaml", OPEN);
  await project.write("environments/waived.yaml", OPEN + waiver("2999-12-31"));
  await project.write("environments/ended.yaml", OPEN + waiver("2020-01-31"));
});

afterAll(() => project.remove());

describe("an environment that breaks a promise", () => {
  it("is not synthesized without a word: exit code 1, the line of the layer, the cure", async () => {
    const { code, stderr } = await project.bulwark("synth", "open");
    expect(code).toBe(1);
    expect(stderr).toMatch(/open\.yaml:5: platform\/haproxy publishes on every address.*\(BWK-published-ports, high\)/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("is so for plain cdktf too", async () => {
    const { code, stderr } = await project.run(process.execPath, [mainProgram(), "environments/open.yaml"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("BWK-published-ports")]);
  });

  it("is found by check, with the line, in every format", async () => {
    const { code, stdout } = await project.bulwark("check", "open", "--format", "json");
    const { findings } = checkSchema.parse(JSON.parse(stdout));
    const failed = findings.filter(({ verdict }) => verdict === "fail");
    expect(code).toBe(1);
    expect(failed).toMatchObject([
      { rule: "BWK-published-ports", stack: "open", address: "docker_container.platform_haproxy", line: 5 },
    ]);
    for (const format of ["table", "markdown", "sarif", "junit"]) {
      const answer = await project.bulwark("check", "open", "--format", format);
      expect([answer.code, answer.stdout]).toEqual([1, expect.stringContaining("BWK-published-ports")]);
    }
  });

  it("passes where only graver findings count", async () => {
    expect((await project.bulwark("check", "open", "--fail-on", "critical")).code).toBe(0);
  });
});

describe("a waiver", () => {
  it("lets it pass, and is listed", async () => {
    const checked = await project.bulwark("check", "waived");
    expect([checked.code, checked.stdout]).toEqual([
      0,
      expect.stringContaining("the office network ends here; platform"),
    ]);
    expect(await project.bulwark("synth", "waived")).toMatchObject({ code: 0, stderr: "" });
  });

  it("that has ended fails check, while a synthesis goes on and says so", async () => {
    const checked = await project.bulwark("check", "ended");
    expect([checked.code, checked.stdout]).toEqual([1, expect.stringContaining("it ended on 2020-01-31")]);
    const { code, stderr } = await project.bulwark("synth", "ended");
    expect([code, stderr]).toEqual([0, expect.stringContaining("it ended on 2020-01-31")]);
  });
});

describe("what is nothing to check", () => {
  const BOMB = `a: &a [${"x,".repeat(99)}]\nb: &b [${"*a,".repeat(99)}]\nc: &c [${"*b,".repeat(99)}]\nservices: { web: { image: x, command: [${"*c,".repeat(99)}] } }\n`;
  const WRONG: readonly (readonly [name: string, file: string, content: string | Buffer])[] = [
    ["no JSON", "cut.tf.json", '{"resource": {"docker_container"'],
    ["a state", "terraform.json", '{"version": 4, "serial": 1, "lineage": "x", "resources": []}'],
    ["UTF-16", "wide.yaml", Buffer.from("services: { web: { image: x } }", "utf16le")],
    ["an alias bomb", "bomb.yaml", BOMB],
    ["brackets within brackets", "deep.yaml", `services: ${"[".repeat(50_000)}`],
    ["a list where a service should be", "list.yaml", "services:\n  web: [1, 2]\n"],
    ["no file of a platform", "notes.yaml", "colour: blue\n"],
  ];

  it.each(WRONG)("is refused by its name, with little memory: %s", async (_name, file, content) => {
    writeFileSync(project.path(file), content);
    const { code, stderr } = await project.run(process.execPath, [
      "--max-old-space-size=256",
      TestProject.program,
      "check",
      file,
    ]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(file)]);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("is refused where it is larger than --max-mb", async () => {
    execFileSync("truncate", ["--size=3M", project.path("large.yaml")]);
    const { code, stderr } = await project.bulwark("check", "large.yaml", "--max-mb", "2");
    expect([code, stderr]).toEqual([2, expect.stringContaining("large.yaml: larger than 2 MB")]);
  });
});

const mainProgram = (): string => TestProject.program.replace(/scripts\/bulwark\.js$/, "main.js");
