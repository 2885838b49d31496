import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { reviewSchema } from "../../review/formats/json";
import { TestProject } from "../support/platform/project";

type Container = Record<string, unknown>;
interface Stack {
  readonly resource: { readonly docker_container: Readonly<Record<string, Container>> };
}

let project: TestProject;

/** Another output beside the base, with one container edited in what was synthesized. */
function edited(folder: string, name: string, edit: (container: Container) => void, from = "base"): void {
  if (folder !== from) cpSync(project.path(from), project.path(folder), { recursive: true });
  const file = project.path(folder, "stacks/local/cdk.tf.json");
  const stack = JSON.parse(readFileSync(file, "utf8")) as Stack;
  edit(stack.resource.docker_container[name]!);
  writeFileSync(file, JSON.stringify(stack));
}

const adding =
  (...capabilities: readonly string[]) =>
  (container: Container) =>
    void (container["capabilities"] = { drop: ["ALL"], add: capabilities });

/** The environments that an output was made of lie in it, with waivers for what is found with these capabilities. */
function withWaivers(folder: string, ...capabilities: readonly string[]): void {
  if (folder !== "base") cpSync(project.path("base"), project.path(folder), { recursive: true });
  cpSync(project.path("environments"), project.path(folder, "environments"), { recursive: true });
  const lines = capabilities.flatMap((one) => [
    `  - rule: BWK-capabilities`,
    `    subject: platform/items/1`,
    `    value: "has capabilities added: ${one}"`,
    `    reason: it needs that for its sockets`,
    `    owner: team-items`,
    `    until: 2099-12-31`,
  ]);
  const file = project.path(folder, "environments/local.yaml");
  writeFileSync(file, `${readFileSync(file, "utf8")}\n${lines.length === 0 ? "" : `waivers:\n${lines.join("\n")}\n`}`);
}

async function reviewed(base: string, head: string) {
  const { code, stdout } = await project.bulwark("review", "--base", base, "--head", head, "--format", "json");
  return { code, review: reviewSchema.parse(JSON.parse(stdout)) };
}

jest.setTimeout(120_000);

beforeAll(async () => {
  project = await TestProject.withOwnEnvironments();
  await project.succeed("synth", "local", "--out", "base");
});

afterAll(() => project.remove());

describe("waivers of the base and of the head", () => {
  beforeAll(() => {
    withWaivers("one-waived", "NET_BIND_SERVICE");
    withWaivers("both-waived", "NET_BIND_SERVICE", "SYS_ADMIN");
    withWaivers("none-waived");
    cpSync(project.path("one-waived"), project.path("first"), { recursive: true });
    edited("first", "platform_items_1", adding("NET_BIND_SERVICE"), "first");
    cpSync(project.path("both-waived"), project.path("second"), { recursive: true });
    edited("second", "platform_items_1", adding("NET_BIND_SERVICE", "SYS_ADMIN"), "second");
    cpSync(project.path("none-waived"), project.path("bare"), { recursive: true });
    edited("bare", "platform_items_1", adding("SYS_ADMIN"), "bare");
  });

  it("what the base waives passes", async () => {
    const { code, review } = await reviewed("one-waived", "first");
    expect([code, review.requests, review.summary.weakened]).toEqual([0, [], 0]);
  });

  it("what the head waives for itself is a request, which is told first and keeps the gate closed", async () => {
    const { code, review } = await reviewed("one-waived", "second");
    expect([code, review.verdict, review.summary.weakened]).toEqual([1, "needs-acknowledgement", 1]);
    expect(review.requests).toMatchObject([{ waiver: { value: "has capabilities added: SYS_ADMIN" } }]);
    expect(review.changes[0]!.reasons[0]).toContain("SYS_ADMIN");
    const { stdout } = await project.bulwark("review", "--base", "one-waived", "--head", "second");
    expect(stdout.indexOf("Waivers that are asked for")).toBeGreaterThan(0);
    expect(stdout.indexOf("Waivers that are asked for")).toBeLessThan(stdout.indexOf("Weaker"));
  });

  it("the same passes once the base waives it", async () => {
    const { code, review } = await reviewed("both-waived", "second");
    expect([code, review.requests, review.waived.length]).toEqual([0, [], 1]);
  });

  it("without any waiver it is weaker", async () => {
    const { code, review } = await reviewed("none-waived", "bare");
    expect([code, review.requests, review.summary.weakened]).toEqual([1, [], 1]);
  });

  it("a waiver alone, which nothing needs yet, is a request as well", async () => {
    const { code, review } = await reviewed("none-waived", "one-waived");
    expect([code, review.changes, review.requests.length]).toEqual([1, [], 1]);
  });
});

describe("a renamed layer", () => {
  beforeAll(async () => {
    const file = "environments/local.yaml";
    await project.edit(file, /sessions/g, "visits");
    await project.succeed("synth", "local", "--out", "renamed");
    edited("renamed-weaker", "platform_visits_1", (container) => void (container["read_only"] = false), "renamed");
  });

  it("is weaker where it lost its read-only root", async () => {
    const { code, review } = await reviewed("base", "renamed-weaker");
    const weaker = review.changes.filter(({ risk }) => risk === "weakened");
    expect([code, weaker.map(({ address }) => address)]).toEqual([1, ["docker_container.platform_visits_1"]]);
    expect(weaker[0]!.reasons[0]).toContain("read-only");
    expect(weaker[0]!.attributes).toContainEqual(expect.objectContaining({ path: "rootReadOnly", verdict: "worse" }));
  });

  it("is no weaker by its name alone", async () => {
    const { review } = await reviewed("base", "renamed");
    expect(review.summary).toMatchObject({ weakened: 0, exposure: 0, dataLoss: 0 });
    expect(review.changes.map(({ address }) => address)).toContain("docker_container.platform_visits_1");
  });
});
