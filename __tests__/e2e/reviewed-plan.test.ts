import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { reviewSchema } from "../../review/formats/json";
import { throwAwayEngine } from "../support/engine/engine";
import { TestProject } from "../support/platform/project";

const docker = throwAwayEngine();

/** The smallest thing that can be planned, changed and lost. */
const STORE = (memoryMiB: number) =>
  `target: docker\nimages: { source: debian }\nplatform:\n  redis: { purpose: cache, memoryMiB: ${memoryMiB} }\n`;

let project: TestProject;

const envFile = "environments/store.yaml";
const containers = (all: boolean) => docker.listContainers({ all, filters: { label: ["bulwark.environment=store"] } });
const images = async () => (await containers(false)).map(({ Image, Id }) => `${Image} ${Id}`).sort();

async function planned(folder: string) {
  await project.succeed("plan", "store", "--save", folder);
  const { code, stdout } = await project.bulwark("review", "--plan", folder, "--format", "json");
  return { code, review: reviewSchema.parse(JSON.parse(stdout)) };
}

const apply = (digest: string, plans: string) =>
  project.bulwark("up", "store", "--yes", "--reviewed", digest, "--plans", plans);

jest.setTimeout(600_000);

beforeAll(async () => {
  project = await TestProject.empty();
  await project.write(envFile, STORE(64));
});

afterAll(async () => {
  await project.bulwark("down", "store", "--volumes", "--yes");
  await project.remove();
});

describe("a plan that was reviewed", () => {
  it("is the first of an environment, once its images are there, and is applied as it was shown", async () => {
    const early = await planned("early");
    const refused = await apply(early.review.digest, "early");
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("not on the engine yet → sha256:")]);
    expect(await containers(true)).toEqual([]);
    const { review } = await planned("first");
    expect(review.changes.every(({ action }) => action === "create")).toBe(true);
    const { code, stderr, stdout } = await apply(review.digest, "first");
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    expect(stdout).toContain("store: applied");
  });

  it("is refused when it was applied already, for the state is another one", async () => {
    const before = await images();
    const { review } = await planned("first-again");
    const first = await apply(await digestOf("first"), "first");
    expect([first.code, first.stderr]).toEqual([1, expect.stringContaining("state: nothing is deployed →")]);
    expect(await images()).toEqual(before);
    expect(review.changes).toEqual([]);
  });

  it("is refused by another digest, and a plan that somebody changed since is by its own", async () => {
    await project.write(envFile, STORE(96));
    const { review } = await planned("second");
    const other = await apply("0".repeat(64), "second");
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("is not the one that was reviewed")]);
    copyFileSync(project.path("first/store/plan.tfplan"), project.path("second/store/plan.tfplan"));
    const swapped = await apply(review.digest, "second");
    expect([swapped.code, swapped.stderr]).toEqual([1, expect.stringContaining("is not the one that was reviewed")]);
  });

  it("is refused when what it was made from has changed, which is named", async () => {
    const { review } = await planned("third");
    await project.write(envFile, STORE(112));
    const { code, stderr } = await apply(review.digest, "third");
    expect([code, stderr]).toEqual([1, expect.stringMatching(/- environment: .*\n.*- synthesized: /)]);
    await project.write(envFile, STORE(96));
  });

  it.each(["TF_VAR_anything", "TF_CLI_ARGS_apply", "TF_WORKSPACE"])("is refused where %s is set", async (name) => {
    const digest = await digestOf("third");
    const args = [`${name}=-target=x`, process.execPath, TestProject.program];
    const { code, stderr } = await project.run("env", [
      ...args,
      "up",
      "store",
      "--reviewed",
      digest,
      "--plans",
      "third",
    ]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`the variable ${name}`)]);
  });

  it("is refused beside a file that Terraform would read of its own accord", async () => {
    const file = project.path("cdktf.out/stacks/store/z_override.tf.json");
    writeFileSync(file, "{}");
    const { code, stderr } = await project.bulwark("plan", "store", "--save", "fourth");
    rmSync(file, { force: true });
    expect([code, stderr]).toEqual([2, expect.stringContaining("z_override.tf.json")]);
  });

  it("is applied where nothing has changed since, and leaves no plan behind", async () => {
    const { code, stdout, stderr } = await apply(await digestOf("third"), "third");
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    expect(stdout).toContain("store: applied");
    const again = await planned("last");
    expect([again.code, again.review.changes]).toEqual([0, []]);
    expect(await project.run("ls", ["cdktf.out/stacks/store"])).toMatchObject({
      stdout: expect.not.stringContaining("plan.tfplan") as unknown,
    });
  });
});

async function digestOf(folder: string): Promise<string> {
  const { stdout } = await project.bulwark("review", "--plan", folder, "--format", "json");
  return reviewSchema.parse(JSON.parse(stdout)).digest;
}

describe("the providers of an environment", () => {
  it("are those of its lock file, once there is one", async () => {
    const { stdout } = await project.succeed("lock", "store");
    expect(stdout).toContain("locks/store.lock.hcl");
    expect(await project.read("locks/store.lock.hcl")).toMatch(/provider ".*kreuzwerker\/docker" \{[^]*h1:/);
    await project.succeed("plan", "store");
    await project.edit("locks/store.lock.hcl", /h1:[^"]{4}/, "h1:AAAA");
    const { code, stderr } = await project.bulwark("plan", "store");
    expect([code, stderr]).toEqual([3, expect.stringContaining("npx bulwark lock store")]);
  });
});
