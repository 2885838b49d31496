import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FakeGitHub, type FakePull } from "../support/workflows/fake-github";
import { zipOf, type ZipEntry } from "../support/workflows/zips";
import { TestProject } from "../support/platform/project";
import { sarifErrors } from "../support/sarif";

const TOKEN = "token-of-this-test-that-nobody-prints";
const [HEAD, NEWER] = ["1", "2"].map((digit) => digit.repeat(40)) as [string, string];

const WAIVER = `
waivers:
  - rule: BWK-published-ports
    subject: platform/haproxy
    value: "publishes on every address: 80"
    reason: the office network ends at this host
    owner: team-platform
    until: 2099-06-30
`;

let project: TestProject;
let github: FakeGitHub;
let pull: FakePull;
let says: { stdout: string; stderr: string; code: number | null };

/** Every file of a folder, as entries of a zip. */
const entriesOf = (folder: string): readonly ZipEntry[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|ya?ml|tpl|sh|sql)$/.test(entry.name))
    .map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return { name: file.slice(folder.length + 1), data: readFileSync(file) };
    });

/** What the run of a pull request would have packed. */
async function packed(folder: string, edit: (yaml: string) => string): Promise<readonly ZipEntry[]> {
  const yaml = edit(await project.read("environments/local.yaml"));
  await project.write(`${folder}-src/environments/local.yaml`, yaml);
  await project.write(`${folder}-src/environments/local/items.sql`, await project.read("environments/local/items.sql"));
  const out = project.path(`${folder}-out`);
  const words = ["-C", project.path(`${folder}-src`), "node", TestProject.program, "synth", "local", "--out", out];
  expect(await project.run("env", words)).toMatchObject({ code: 0 });
  const environments = entriesOf(project.path(`${folder}-src`)).filter(({ name }) =>
    String(name).startsWith("environments/"),
  );
  return [...entriesOf(out), ...environments];
}

async function review(artifact: Buffer | undefined, run: object = {}, words: readonly string[] = []): Promise<void> {
  const id = github.runs.length + 1;
  const artifacts: Record<string, Buffer> = artifact ? { "bulwark-head": artifact } : {};
  const of = {
    id,
    head: pull.head,
    branch: pull.branch,
    fork: pull.fork,
    conclusion: "success",
    event: "pull_request",
  };
  github.runs.push({ ...of, artifacts, ...run });
  const env = {
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_TOKEN: TOKEN,
    GITHUB_REF_NAME: "main",
    GITHUB_SHA: "0".repeat(40),
    GITHUB_RUN_ID: "77",
    GITHUB_OUTPUT: project.path("outputs"),
  };
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  await project.write("outputs", "");
  const asked = ["pull-request", "--run", `${id}`, "--base", "base", "--out", `report-${id}`, ...words];
  says = await project.run("env", [...variables, process.execPath, TestProject.program, ...asked]);
  expect(says.stdout + says.stderr + JSON.stringify(github.comments)).not.toContain(TOKEN);
}

const comment = () => github.comments.at(-1)!.body;
const check = () => github.checks.at(-1)!;

let [same, weaker, waived]: (readonly ZipEntry[])[] = [];

beforeAll(async () => {
  project = await TestProject.empty();
  const own = await TestProject.withOwnEnvironments();
  for (const file of ["local.yaml", "local/items.sql"])
    await project.write(`environments/${file}`, await own.read("environments", file));
  await own.remove();
  await project.succeed("synth", "local", "--out", "base");
  await project.write(".github/CODEOWNERS", "/environments/ @ann @acme/platform\n");
  same = await packed("same", (yaml) => yaml);
  weaker = await packed("weaker", (yaml) => yaml.replace("httpPort: 8080", "httpPort: 80"));
  waived = await packed("waived", (yaml) => yaml + WAIVER);
});

afterAll(() => project.remove());

beforeEach(async () => {
  github = await FakeGitHub.start("acme/shop", TOKEN);
  pull = {
    ...{ number: 7, state: "open", author: "eve", branch: "change", fork: "eve", base: "main", head: HEAD },
    ...{
      title: "$(touch pwned) `touch pwned`",
      files: ["environments/local.yaml"],
      commits: [{ author: "eve" }],
      reviews: [],
    },
  };
  github.pulls.push(pull);
});

afterEach(() => github.stop());

describe("a pull request", () => {
  it("that changes nothing is told so, and its head is green", async () => {
    await review(zipOf(same!));
    expect(says).toMatchObject({ code: 0, stdout: `pull request 7, ${HEAD}: success\n` });
    expect(comment().split("\n")[0]).toBe("## ✅ Bulwark: no changes");
    expect(check()).toMatchObject({ name: "bulwark review", head_sha: HEAD, conclusion: "success" });
  });

  it("that opens a port is told so, and its head is red", async () => {
    await review(zipOf(weaker!));
    expect(says.code).toBe(0);
    expect(comment().split("\n")[0]).toMatch(/^## ⛔ Bulwark: stop\. 1 .*(expose|port)/);
    expect(check()).toMatchObject({
      conclusion: "failure",
      output: { title: expect.stringContaining("Bulwark: stop") },
    });
    expect(await project.read("outputs")).toBe(`number=7\nhead=${HEAD}\nreport=true\n`);
    const sarif = await project.read("report-1/review.sarif");
    expect(sarifErrors(sarif)).toEqual([]);
    expect(sarif).toContain('"uri": "environments/local.yaml"');
    expect(sarif + comment()).not.toContain("bulwark-pull-request-");
  });

  it("is told in the same comment after a push, also behind a hundred others and a stranger's copy", async () => {
    await review(zipOf(weaker!));
    const first = github.comments.splice(0);
    const others = Array.from({ length: 130 }, (_, at) => ({ id: at + 1, login: "eve", body: first[0]!.body }));
    github.comments.push(...others, { ...first[0]!, id: 131 });
    pull.head = NEWER;
    await review(zipOf(same!));
    expect(github.comments).toHaveLength(131);
    expect(comment().split("\n")[0]).toBe("## ✅ Bulwark: no changes");
    expect(github.comments[0]!.body).toBe(first[0]!.body);
    expect(github.checks.map(({ head_sha, conclusion }) => [head_sha, conclusion])).toEqual([
      [HEAD, "failure"],
      [NEWER, "success"],
    ]);
  });

  it("that changes programs too is never green, and says whose word it is", async () => {
    pull.files = ["environments/local.yaml", "main.ts"];
    await review(zipOf(same!));
    expect(check().conclusion).toBe("neutral");
    expect(comment()).toContain("changes programs");
  });

  it("that asks for a waiver is red until a code owner who did not write it approves this commit", async () => {
    await review(zipOf(waived!));
    expect([check().conclusion, comment()]).toEqual(["failure", expect.stringContaining("none of those who own")]);
    for (const login of ["eve", "mallory"])
      pull.reviews = [...pull.reviews, { login, state: "APPROVED", commit: HEAD }];
    pull.reviews = [...pull.reviews, { login: "ann", state: "APPROVED", commit: NEWER }];
    await review(zipOf(waived!));
    expect(check().conclusion).toBe("failure");
    pull.reviews = [...pull.reviews, { login: "ann", state: "APPROVED", commit: HEAD }];
    await review(zipOf(waived!));
    expect(check().conclusion).toBe("success");
  });
});

describe("an artifact is refused, and the check says so,", () => {
  it.each<[string, Buffer | undefined, object, string]>([
    ["of a link", zipOf([{ name: "stacks/local/cdk.tf.json", mode: 0o120777, data: "/etc/passwd" }]), {}, "is a link"],
    ["that leads out", zipOf([{ name: "../evil.json" }]), {}, "leads out"],
    ["that is no zip", Buffer.from("no zip"), {}, "no zip file"],
    ["that is not there", undefined, {}, "none named"],
    [
      "without a stack",
      zipOf([{ name: "environments/local.yaml", data: "target: docker\n" }]),
      {},
      "no synthesized stack",
    ],
    ["with a stack that is no JSON", zipOf([{ name: "stacks/local/cdk.tf.json", data: "{" }]), {}, "cdk.tf.json"],
    ["with a stack that is nothing", zipOf([{ name: "stacks/local/cdk.tf.json", data: "null" }]), {}, ""],
    ["of a run that failed", undefined, { conclusion: "failure" }, "ended with failure"],
  ])("%s", async (_what, artifact, run, why) => {
    await review(artifact, run);
    expect(says.code).toBe(0);
    expect(check()).toMatchObject({
      conclusion: "failure",
      output: { title: "⛔ Bulwark: stop. Nothing was reviewed" },
    });
    expect(comment()).toContain(why);
    expect(await project.read("outputs")).toContain("report=false");
  });

  it("with YAML that grows without end", async () => {
    const anchors = Array.from(
      { length: 30 },
      (_, at) => `a${at}: &a${at} [${`*a${at - 1},`.repeat(at === 0 ? 0 : 9)}]`,
    );
    const bomb = { name: "environments/local.yaml", data: anchors.join("\n") };
    await review(zipOf([...same!.filter(({ name }) => name !== bomb.name), bomb]));
    expect([says.code, check().conclusion, comment()]).toEqual([0, "failure", expect.stringContaining("not a valid")]);
  });

  it("with JSON that is nested without end", async () => {
    const depth = 200_000;
    const data = `{"resource":{"docker_container":{"a":${"[".repeat(depth)}${"]".repeat(depth)}}}}`;
    await review(zipOf([{ name: "stacks/local/cdk.tf.json", data }]));
    expect([says.code, check().conclusion]).toEqual([0, "failure"]);
  });

  it("that is larger than may be fetched", async () => {
    await review(zipOf(same!), {}, ["--max-mb", "0.001"]);
    expect(comment()).toContain("larger than");
    expect(github.requests.filter((request) => request.includes("/zip"))).toEqual([]);
  });
});

describe("nothing is said anywhere", () => {
  it.each<[string, () => void, string]>([
    ["without an open pull request", () => void (github.pulls.length = 0), "no open pull request"],
    ["with another head", () => void (pull.head = NEWER), "no open pull request"],
    ["with several", () => void github.pulls.push({ ...pull, number: 8 }), "several open pull requests"],
  ])("%s", async (_what, change, why) => {
    const head = pull.head;
    change();
    await review(zipOf(same!), { head });
    expect([says.code, says.stdout]).toEqual([0, expect.stringContaining(why)]);
    expect([github.comments, github.checks]).toEqual([[], []]);
  });

  it("of another event than a pull request", async () => {
    await review(zipOf(same!), { event: "push" });
    expect([says.stdout, github.checks]).toEqual(["run 1 is of no pull request\n", []]);
  });

  it("of a head that was pushed over meanwhile", async () => {
    Object.defineProperty(pull, "head", {
      get: () => (github.requests.some((one) => one.endsWith("/files")) ? NEWER : HEAD),
    });
    await review(zipOf(same!));
    expect([says.code, says.stdout]).toEqual([0, "pull request 7 has moved on: a newer run says it\n"]);
    expect([github.comments, github.checks]).toEqual([[], []]);
  });
});

describe("a pull request to another branch", () => {
  it("is red, since its base is not what was synthesized", async () => {
    github.pulls.splice(0, 1, { ...pull, base: "release" });
    await review(zipOf(same!));
    expect([check().conclusion, comment()]).toEqual(["failure", expect.stringContaining("is for release")]);
  });
});

describe("GitHub", () => {
  it("is asked again where it failed, or had too much to do", async () => {
    const busy = { request: "GET /repos/acme/shop/pulls", status: 403, body: "secondary rate limit" };
    github.failures.push({ request: "GET /repos/acme/shop/actions/runs", status: 502 }, busy);
    await review(zipOf(same!));
    expect([says.code, check().conclusion]).toEqual([0, "success"]);
  });

  it("has one comment, also where it wrote it and said that it had not", async () => {
    await review(zipOf(same!));
    const kept = github.comments.splice(0);
    github.failures.push({ request: "POST /repos/acme/shop/issues/7/comments", status: 502 });
    Object.defineProperty(github.failures[0], "status", {
      get: () => {
        github.comments.push(...kept.splice(0));
        return 502;
      },
    });
    await review(zipOf(weaker!));
    expect([says.code, github.comments.length]).toEqual([0, 1]);
    expect(comment()).toContain("Bulwark: stop");
  });

  it("that refuses for good ends it with 4, and shows no token", async () => {
    github.failures.push({ request: "POST /repos/acme/shop/check-runs", status: 403, body: `no right, ${TOKEN}` });
    await review(zipOf(same!));
    expect([says.code, says.stderr]).toEqual([4, expect.stringContaining("permissions")]);
    expect(says.stderr).toContain("with status 403");
  });

  it("that fails each time is not asked for ever", async () => {
    github.failures.push(...Array.from({ length: 9 }, () => ({ request: "GET", status: 503 })));
    await review(zipOf(same!));
    expect([says.code, github.requests.length]).toEqual([4, 4]);
  });
});

it("is wrong input without what GitHub Actions sets", async () => {
  const { code, stderr } = await project.bulwark("pull-request", "--run", "1");
  expect([code, stderr]).toEqual([2, expect.stringContaining("the variable GITHUB_")]);
  expect((await project.bulwark("pull-request", "--run", "1; rm")).code).toBe(2);
});
