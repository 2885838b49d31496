import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../support/constructs/source-tree";
import { actionlint } from "../support/workflows/actionlint";
import { Actions } from "../support/workflows/actions";
import { Origin } from "../support/workflows/commits";
import { holds, valueOf, type Contexts } from "../support/workflows/expressions";
import { FakeGitHub, type FakePull } from "../support/workflows/fake-github";
import { workflowOf } from "../support/workflows/rules";
import { npmStandIn, runJob, type JobRun, type Machine, type Missing } from "../support/workflows/runner";
import { zipOf } from "../support/workflows/zips";

const FOLDER = join(ROOT, ".github", "workflows");
const workflow = (name: string) => workflowOf(readFileSync(join(FOLDER, `${name}.yml`), "utf8"));
const NPM = execFileSync("which", ["npm"], { encoding: "utf8" }).trim();
const TOKEN = "token-of-this-test-that-nobody-prints";
const REPOSITORY = "acme/shop";
const EVIL = "$(touch pwned) `touch pwned` ${{ github.token }}'; touch pwned; '";

let root: string;
let origin: Origin;
let base: string;
let actions: Actions;
let github: FakeGitHub;
let pull: FakePull;

const machine = (notHere: Readonly<Record<string, Missing>> = {}): Machine => ({
  ...{ root, actions: actions.byName, programs: { npm: npmStandIn(NPM) }, notHere },
});

/** What GitHub says to each job. */
const contextsOf = (sha: string, event: object, more: Contexts = {}): Contexts => ({
  github: {
    ...{ sha, event, repository: REPOSITORY, ref_name: "main", run_id: "77", token: TOKEN, api_url: github.url },
  },
  ...{ vars: {}, inputs: {}, needs: {} },
  ...more,
});

/** A push to the pull request, as far as the first workflow: its artifact is with GitHub then. */
async function pushed(head: string): Promise<JobRun> {
  pull.head = head;
  const event = { pull_request: { number: pull.number, title: pull.title, head: { ref: pull.branch } } };
  const ran = await runJob(machine(), workflow("review-synth"), "synthesize", contextsOf(head, event));
  expect(filesNamed("pwned")).toEqual([]);
  github.runs.push({
    ...{ id: github.runs.length + 1, head, branch: pull.branch, fork: pull.fork, event: "pull_request" },
    ...{ conclusion: ran.steps.every(({ ended }) => ended === "ok") ? "success" : "failure" },
    artifacts: { "bulwark-head": actions.artifacts.get("bulwark-head")! },
  });
  return ran;
}

/** The second workflow, with both of its jobs. */
async function reviewedPull(): Promise<readonly [JobRun, JobRun | undefined]> {
  const { id, head, branch, event } = github.runs.at(-1)!;
  const workflow_run = { id, head_sha: head, head_branch: branch, event, display_title: EVIL };
  const { jobs, ...rest } = workflow("review");
  const contexts = contextsOf(base, { workflow_run });
  expect(holds(jobs["review"]!.if, contexts)).toBe(true);
  const review = await runJob(machine(), { ...rest, jobs }, "review", contexts);
  expect(filesNamed("pwned")).toEqual([]);
  const next = { ...contexts, needs: { review: { outputs: review.outputs } } };
  if (!holds(jobs["code-scanning"]!.if, next)) return [review, undefined];
  return [review, await runJob(machine(), { ...rest, jobs }, "code-scanning", next)];
}

/** Each step with how it ended; what a failed one said is in the message of the test. */
const ended = ({ steps }: JobRun) =>
  steps.map(({ step, ended: how, said }) => (how === "failed" ? said : `${step}: ${how}`));

const filesNamed = (name: string) =>
  readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(`/${name}`));

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "bulwark-workflows-"));
  origin = Origin.of(join(root, "origin"));
  base = origin.commit("main", { "locks/local.lock.hcl": "# made by hand, for this test\n" });
  actions = new Actions(origin, root);
  github = await FakeGitHub.start(REPOSITORY, TOKEN);
  pull = {
    ...{ number: 7, state: "open", author: "eve", branch: EVIL, fork: "eve", base: "main", head: "", title: EVIL },
    ...{ files: ["environments/local.yaml"], commits: [{ author: "eve" }], reviews: [] },
  };
  github.pulls.push(pull);
});

afterAll(async () => {
  await github.stop();
  rmSync(root, { recursive: true, force: true });
});

describe("actionlint", () => {
  it("has nothing against our workflows", async () => {
    const files = readdirSync(FOLDER).map((name) => join(FOLDER, name));
    expect(await actionlint(files)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it.each([
    ["a step that takes what no step says", "steps.review.outputs.report", "steps.revue.outputs.report", "revue"],
    ["a permission that there is not", "checks: write", "check: write", "unknown permission"],
    ["a title in a script", '--run "$RUN"', "--run ${{ github.head_ref }}", "potentially untrusted"],
  ])("would find %s", async (_what, from, to, says) => {
    const file = join(root, "broken.yml");
    const text = readFileSync(join(FOLDER, "review.yml"), "utf8");
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    expect(await actionlint([file])).toMatchObject({ code: 1, stdout: expect.stringContaining(says) });
  });
});

describe("a pull request of a fork", () => {
  it("that opens a port is synthesized, reviewed and told, each step as GitHub runs it", async () => {
    origin.goTo(base);
    const head = origin.commit("weaker", { "environments/local.yaml": (text) => text.replace("8080", "80") });
    const synthesized = await pushed(head);
    expect(ended(synthesized)).toEqual([
      "actions/checkout: ok",
      "actions/setup-node: ok",
      "Install: ok",
      "Synthesize: ok",
      "Pack: ok",
      "actions/upload-artifact: ok",
    ]);
    expect(synthesized.steps[4]!.said).toMatch(/^\d+ files, \d+ bytes\n$/);
    const [review, scanning] = await reviewedPull();
    expect(ended(review)).toEqual([
      "actions/checkout: ok",
      "actions/setup-node: ok",
      "actions/cache: ok",
      "Install: ok",
      "Synthesize the base: ok",
      "Review: ok",
      "actions/upload-artifact: ok",
    ]);
    expect(review.outputs).toEqual({ number: "7", head, report: "true" });
    expect(github.comments.map(({ body }) => body.split("\n")[0])).toEqual([
      expect.stringMatching(/^## ⛔ Bulwark: stop\. 1 .*(expose|port)/),
    ]);
    expect(github.checks).toMatchObject([{ head_sha: head, conclusion: "failure" }]);
    expect(ended(scanning!)).toEqual(["actions/download-artifact: ok", "github/codeql-action/upload-sarif: ok"]);
    expect(actions.sarif).toMatchObject([{ ref: "refs/pull/7/head", sha: head }]);
    expect(JSON.stringify(actions.sarif[0]!.results)).toContain("environments/local.yaml");
  });

  it("is told in the same comment when it was pushed again", async () => {
    origin.goTo(base);
    const head = origin.commit("better", { "README.md": (text) => `${text}\nA word.\n` });
    await pushed(head);
    const [review] = await reviewedPull();
    expect(ended(review)).toContain("Review: ok");
    expect(github.comments.map(({ body }) => body.split("\n")[0])).toEqual(["## ✅ Bulwark: no changes"]);
    expect(github.checks.map(({ conclusion }) => conclusion)).toEqual(["failure", "success"]);
  });

  it("whose artifact leads out of its folder is refused, and the check says so", async () => {
    github.runs.push({ ...github.runs.at(-1)!, id: github.runs.length + 1, artifacts: { "bulwark-head": EVIL_ZIP } });
    const [review, scanning] = await reviewedPull();
    expect(review.outputs).toMatchObject({ number: "7", report: "false" });
    expect(scanning).toBeUndefined();
    expect(github.checks.at(-1)).toMatchObject({
      conclusion: "failure",
      output: { summary: expect.stringContaining("leads out") },
    });
    expect(filesNamed("evil.json")).toEqual([]);
  });

  it("with a title and a branch that are commands has none of them run, and no token shown", () => {
    expect(filesNamed("pwned")).toEqual([]);
    expect(JSON.stringify([github.comments, github.checks])).not.toContain(TOKEN);
  });
});

const EVIL_ZIP = zipOf([{ name: "../../evil.json" }]);

describe("a plan and its apply", () => {
  const repository = { default_branch: "main" };
  const NEEDS_HOST = "Terraform asks the Docker host, and this test has none";
  const savedPlan: Missing = { why: NEEDS_HOST, instead: saveEmptyPlan };
  let plan: JobRun;

  it("are of the default branch alone, and of the environments that are asked for", () => {
    const { plan: job } = workflow("plan").jobs;
    const of = (ref: string, more: object) => ({ github: { ref, event: { repository } }, ...more });
    const all = { inputs: {}, vars: { BULWARK_ENVIRONMENTS: '["local","shop"]' } };
    const one = { inputs: { environment: "shop" }, vars: {} };
    expect(holds(job!.if, of("refs/heads/main", all))).toBe(true);
    expect(holds(job!.if, of("refs/heads/main", one))).toBe(true);
    expect(holds(job!.if, of("refs/heads/main", { inputs: {}, vars: {} }))).toBe(false);
    expect(holds(job!.if, of("refs/heads/change", all))).toBe(false);
    expect(holds(job!.if, of("refs/tags/main", all))).toBe(false);
    const matrix = job!.strategy!.matrix["environment"]!;
    expect(valueOf(matrix, of("refs/heads/main", all))).toEqual(["local", "shop"]);
    expect(valueOf(matrix, of("refs/heads/main", one))).toEqual(["shop"]);
  });

  it("run as far as this machine can: the plan", async () => {
    const vars = { BULWARK_PLAN_ROLE: "arn:aws:iam::123456789012:role/plan", BULWARK_REGION: "eu-west-1" };
    const contexts = contextsOf(base, { repository }, { vars, matrix: { environment: "local" } });
    plan = await runJob(machine({ Plan: savedPlan }), workflow("plan"), "plan", contexts);
    expect(ended(plan)).toEqual([
      "actions/checkout: ok",
      "actions/setup-node: ok",
      "Install: ok",
      "Look for the committed lock file: ok",
      "aws-actions/configure-aws-credentials: not here",
      "Plan: not here",
      "Review: ok",
      "actions/upload-artifact: ok",
    ]);
    expect(plan.outputs["digest"]).toMatch(/^[0-9a-f]{64}$/);
    expect(plan.summary).toContain("## ✅ Bulwark");
  });

  it("run as far as this machine can: the apply, with the digest of that plan", async () => {
    const contexts = contextsOf(
      base,
      { repository },
      {
        ...{ inputs: { environment: "local" }, vars: { BULWARK_APPLY_ROLE: "arn:aws:iam::123456789012:role/apply" } },
        needs: { plan: { outputs: plan.outputs } },
      },
    );
    expect(holds(workflow("apply").jobs["apply"]!.if, contexts)).toBe(true);
    const apply = await runJob(machine({ Apply: { why: NEEDS_HOST } }), workflow("apply"), "apply", contexts);
    expect(ended(apply)).toEqual([
      "actions/checkout: ok",
      "actions/setup-node: ok",
      "Install: ok",
      "actions/download-artifact: ok",
      "Unpack: ok",
      "aws-actions/configure-aws-credentials: not here",
      "Apply: not here",
    ]);
    expect(existsSync(join(apply.temp, "plans", "local", "plan.tfplan"))).toBe(true);
  });

  it("leave out these steps alone, for these reasons", () => {
    expect(plan.steps.filter(({ ended: how }) => how === "not here").map(({ step, said }) => [step, said])).toEqual([
      ["aws-actions/configure-aws-credentials", "no role of AWS trusts this machine"],
      ["Plan", NEEDS_HOST],
    ]);
  });

  it("are refused without a committed lock file", async () => {
    const contexts = contextsOf(base, { repository }, { matrix: { environment: "local-s3" } });
    const refused = await runJob(machine({ Install: { why: "it was run above" } }), workflow("plan"), "plan", contexts);
    expect(refused.steps.at(-1)).toMatchObject({
      ended: "failed",
      said: expect.stringContaining("bulwark lock local-s3"),
    });
  });
});

/** As `bulwark plan --save` leaves one of which nothing changes. */
function saveEmptyPlan(temp: string): void {
  const folder = join(temp, "plans", "local");
  mkdirSync(join(folder, "synthesized"), { recursive: true });
  const plan = { format_version: "1.2", terraform_version: "1.12.0", complete: true, resource_changes: [] };
  writeFileSync(join(folder, "plan.tfplan"), "a plan");
  writeFileSync(join(folder, "plan.json"), JSON.stringify(plan));
  writeFileSync(join(folder, "parts.json"), JSON.stringify({ schemaVersion: 1, parts: { tools: "none" } }));
  writeFileSync(join(folder, "synthesized", "cdk.tf.json"), JSON.stringify({ terraform: {} }));
}
