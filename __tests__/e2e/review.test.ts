import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { reviewSchema } from "../../review/formats/json";
import { sarifErrors } from "../support/sarif";
import { TestProject } from "../support/platform/project";

interface Stack {
  resource: { docker_container: Record<string, Record<string, unknown>> };
}

let project: TestProject;

/** Another output, with one container edited. */
function edited(folder: string, name: string, change: Record<string, unknown>): void {
  execFileSync("cp", ["-r", project.path("base"), project.path(folder)]);
  const file = project.path(folder, "stacks/local/cdk.tf.json");
  const stack = JSON.parse(readFileSync(file, "utf8")) as Stack;
  Object.assign(stack.resource.docker_container[name]!, change);
  writeFileSync(file, JSON.stringify(stack));
}

const review = (head: string, ...more: readonly string[]) =>
  project.bulwark("review", "--base", "base", "--head", head, ...more);

beforeAll(async () => {
  project = await TestProject.withOwnEnvironments();
  await project.succeed("synth", "local", "--out", "base");
  edited("weaker", "platform_items_1", { read_only: false });
  edited("larger", "platform_items_1", { memory: 256, memory_swap: 256 });
  edited("secret", "platform_items_1", { env: ["API_TOKEN=hunter2-hunter2-hunter2", "PORT=8001"] });
});

afterAll(() => project.remove());

describe("bulwark review", () => {
  it("finds nothing in an output beside itself", async () => {
    const { code, stdout } = await review("base");
    expect([code, stdout.split("\n")[0]]).toEqual([0, "## ✅ Bulwark: no changes"]);
  });

  it("stops for a weakened protection, with the line of the layer and the cure", async () => {
    const { code, stdout } = await review("weaker", "--format", "json");
    const { changes, summary, verdict } = reviewSchema.parse(JSON.parse(stdout));
    expect([code, verdict, summary.weakened]).toEqual([1, "needs-acknowledgement", 1]);
    expect(changes).toMatchObject([
      { address: "docker_container.platform_items_1", action: "replace", risk: "weakened", path: "platform/items/1" },
    ]);
    expect(changes[0]!.line).toBeGreaterThan(1);
    for (const format of ["markdown", "sarif", "junit"]) {
      const answer = await review("weaker", "--format", format);
      expect([answer.code, answer.stdout]).toEqual([1, expect.stringContaining("read-only")]);
    }
  });

  it("is SARIF that the schema takes", async () => {
    expect(sarifErrors((await review("weaker", "--format", "sarif")).stdout)).toEqual([]);
  });

  it("lets an edit pass that weakens nothing", async () => {
    const { code, stdout } = await review("larger");
    expect([code, stdout]).toEqual([0, expect.stringContaining("memory: 128 → 256")]);
  });

  it.each(["markdown", "html", "json", "sarif", "junit"])("shows no secret as %s", async (format) => {
    const { code, stdout, stderr } = await review("secret", "--format", format);
    expect(code).toBe(1);
    expect(stdout + stderr).not.toMatch(/hunter2/);
  });
});

describe("what cannot be reviewed", () => {
  it.each([
    [["--base", "nowhere"], "'nowhere' is neither a folder nor a commit"],
    [["--base", "environments", "--head", "base"], "environments holds no synthesized stack"],
    [["--plan", "base/stacks/local/cdk.tf.json"], "is no plan of Terraform or OpenTofu"],
    [["--plan", "nothing.json"], "nothing.json: there is no such file or folder"],
    [[], "what is compared?"],
  ])("is refused by its name: %j", async (words, said) => {
    const { code, stderr } = await project.bulwark("review", ...words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
