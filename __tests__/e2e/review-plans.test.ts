import { throwAwayEngine } from "../support/engine/engine";
import { changeIn, DOCKER, PlanFolder, type Reviewed } from "../support/plans/plan-folder";
import { CREATE_FIRST, edited, HEALTH, LABELS, shop } from "../support/plans/shop";
import { importShellImage } from "../support/secrets/shell-image";

const docker = throwAwayEngine();

const untouched = (reviewed: Reviewed) => {
  expect(reviewed.review).toMatchObject({ changes: [], drift: [], warnings: [], verdict: "ok" });
  expect(reviewed.code).toBe(0);
};

jest.setTimeout(600_000);

beforeAll(async () => {
  await importShellImage(docker, { files: { "data/alive": "" } });
});

describe("a plan of the docker provider", () => {
  let folder: PlanFolder;
  const made: Record<string, Reviewed> = {};

  /** Plans an edited shop, which is not applied. */
  const planned = async (name: string, json: object, ...options: readonly string[]) => {
    folder.write(json);
    made[name] = await folder.reviewed(name, ...options);
  };

  beforeAll(async () => {
    folder = await PlanFolder.with(DOCKER);
    await planned("create", shop());
    await folder.apply();
    await planned("first", shop());
    await planned("refresh", shop(), "-refresh-only");
    await docker.createVolume({ Name: "imported" });
    await planned("edits", EDITED);
    await planned("outputs", { ...shop(), output: { where: { value: "there" }, pin: PIN } });
    await planned("targets", shop(), "-target=docker_volume.steady");
    await planned("request", shop(), "-replace=docker_volume.steady");
    await planned(
      "errored",
      edited({ "docker_volume.steady": { lifecycle: NEVER }, "docker_volume.dropped": undefined }),
    );
    await planned("late", LATE);
    await folder.succeed("taint", "docker_container.steady");
    await planned("tainted", shop());
    await folder.succeed("untaint", "docker_container.steady");
  });

  afterAll(() => folder.remove());

  it("tells what is made", () => {
    const { review } = made["create"]!;
    expect(review.changes.map(({ action }) => action)).toEqual(Array(13).fill("create"));
    expect(changeIn(made["create"]!, "docker_volume.steady")).toMatchObject({ risk: "other", attributes: [] });
  });

  it("shows nothing of an untouched platform, and counts what only reads as another value", async () => {
    untouched(made["first"]!);
    expect(made["first"]!.review.summary.noise).toBeGreaterThan(5);
    expect((await folder.markdown(made["first"]!.file)).stdout.split("\n")[0]).toMatch(/no changes/);
    untouched(made["refresh"]!);
  });

  it.each([
    ["docker_container.replaced", "replace downtime", { path: "env.LOG", forcesReplacement: true }],
    ["docker_container.successor", "replace other", { path: "name", forcesReplacement: true }],
    ["docker_container.larger", "update other", { path: "memory", before: 64, after: 128 }],
    ["docker_container.ignored", "update ignored-edit", { path: "healthcheck[0].test[2]", ignoredByProvider: true }],
    ["docker_volume.relabelled", "replace data-loss", { path: "labels.team", forcesReplacement: true }],
  ])("of %s: %s, %j", (address, told, attribute) => {
    const { action, risk, attributes } = changeIn(made["edits"]!, address)!;
    expect(`${action} ${risk}`).toBe(told);
    expect(attributes).toContainEqual(expect.objectContaining(attribute));
  });

  it.each([
    ["docker_volume.dropped", "delete", "data-loss", "is destroyed"],
    ["docker_container.removed", "delete", "downtime", "is removed"],
    ["docker_volume.latter", "move", "other", "was docker_volume.former before"],
    ["docker_volume.imported", "import", "other", "is there already, and is taken over"],
    ["docker_network.left", "forget", "other", "is no longer managed; nothing is destroyed"],
  ])("%s: %s is %s: it %s", (address, action, risk, reason) => {
    const change = changeIn(made["edits"]!, address);
    expect(change).toMatchObject({ action, risk });
    expect(change!.reasons.join()).toContain(reason);
  });

  it("counts what the provider computes, and does not show it", () => {
    const { code, review } = made["edits"]!;
    expect([code, changeIn(made["edits"]!, "docker_container.replaced")!.attributes.length]).toEqual([1, 1]);
    expect(review.summary.noise).toBeGreaterThan(40);
  });

  it("tells outputs, and hides those that are sensitive", () => {
    const { code, review } = made["outputs"]!;
    expect(review.changes.map(({ address, risk }) => [address, risk])).toEqual([
      ["output.pin", "other"],
      ["output.where", "other"],
    ]);
    expect([code, JSON.stringify(review).includes(PIN.value)]).toEqual([0, false]);
  });

  it("says why something is replaced that no attribute forces", () => {
    expect(changeIn(made["tainted"]!, "docker_container.steady")).toMatchObject({
      ...{ action: "replace", risk: "downtime", attributes: [] },
      reasons: [expect.stringContaining("since it is tainted")],
    });
    expect(changeIn(made["request"]!, "docker_volume.steady")).toMatchObject({
      reasons: expect.arrayContaining([
        expect.stringContaining("since it is asked for by its address: all that is on the volume is lost"),
      ]) as unknown,
    });
  });

  it.each([
    ["errored", "ended with an error"],
    ["targets", "not complete"],
  ])("that is not whole is stopped at the top: %s", async (name, words) => {
    const { code, review, file } = made[name]!;
    expect([code, review.warnings]).toEqual([1, [expect.stringContaining(words)]]);
    const { stdout } = await folder.markdown(file);
    expect(stdout).not.toMatch(/no changes/i);
    expect(stdout.split("\n").slice(0, 6).join()).toContain(words);
  });

  it("is reviewed together with others, also with one of the same name", async () => {
    const sameName = folder.copy(made["edits"]!.file, "another/outputs.json");
    const { code, review } = await folder.reviewedTogether(made["outputs"]!.file, made["errored"]!.file, sameName);
    const parts = ["outputs", "errored", "edits"].map((name) => made[name]!.review.changes.length);
    expect([code, review.changes.length]).toEqual([1, parts.reduce((sum, count) => sum + count)]);
    expect(new Set(review.changes.map(({ stack }) => stack)).size).toBe(3);
    expect(review.warnings).toEqual([expect.stringContaining("errored: Terraform ended with an error")]);
  });

  it("shows what is known after the apply, and no data source that is read then", () => {
    const { review } = made["late"]!;
    const [label] = changeIn(made["late"]!, "docker_container.replaced")!.attributes;
    expect(label).toMatchObject({ path: "labels.volume", after: "(known after apply)", forcesReplacement: true });
    expect(review.changes.map(({ address }) => address)).not.toContain("data.docker_network.late");
    expect(JSON.stringify(review)).not.toContain(PIN.value);
    expect(JSON.stringify(folder.read(made["late"]!.file))).toContain(PIN.value);
  });

  describe("after changes by hand", () => {
    beforeAll(async () => {
      const mebibytes = 1024 * 1024;
      await docker.getContainer("larger").update({ Memory: 256 * mebibytes, MemorySwap: 256 * mebibytes });
      await docker.getContainer("steady").restart({ t: 0 });
      const other = await docker.createNetwork({ Name: "other" });
      await other.connect({ Container: "successor-1" });
      await docker.getVolume("dropped").remove();
      await planned("drifted", shop(), "-refresh-only");
      await planned("normal", shop());
    });

    const HAND = [
      ["docker_container.larger", ["memory", "memory_swap"]],
      ["docker_container.successor", ["network_data.other"]],
      ["docker_volume.dropped", ["resource"]],
    ];

    it.each(["drifted", "normal"])("shows what was changed, and not the addresses after a start: %s", (name) => {
      const { code, review } = made[name]!;
      expect(code).toBe(1);
      expect(review.drift.map(({ address, attributes }) => [address, attributes.map(({ path }) => path)])).toEqual(
        HAND,
      );
      expect(review.summary.noise).toBeGreaterThan(0);
    });

    it("says of a volume that is made again that its data is lost", () => {
      expect(changeIn(made["normal"]!, "docker_volume.dropped")).toMatchObject({
        ...{ action: "create", risk: "data-loss" },
        reasons: [expect.stringContaining("was removed by hand, and is created empty")],
      });
    });

    it("says nothing of its own in a plan that only refreshes", () => {
      expect(made["drifted"]!.review.changes.filter(({ risk }) => risk !== "other")).toEqual([]);
      expect(made["drifted"]!.review.verdict).toBe("needs-acknowledgement");
    });
  });
});

const PIN = { value: "planted-8c1f", sensitive: true };
const NEVER = { precondition: [{ condition: '${docker_network.left.name == ""}', error_message: "never" }] };

const EDITED = edited(
  {
    "docker_container.replaced": { env: ["LOG=debug"] },
    "docker_container.successor": { name: "successor-2", ...CREATE_FIRST },
    "docker_container.larger": { memory: 128, memory_swap: 128 },
    "docker_container.ignored": { healthcheck: { ...HEALTH, test: ["CMD", "/bin/cat", "/data/awake"] } },
    "docker_container.removed": undefined,
    "docker_volume.relabelled": { labels: LABELS },
    "docker_volume.dropped": undefined,
    "docker_volume.former": undefined,
    "docker_volume.latter": { name: "moved" },
    "docker_volume.imported": { name: "imported" },
    "docker_network.left": undefined,
  },
  {
    moved: [{ from: "docker_volume.former", to: "docker_volume.latter" }],
    import: [{ to: "docker_volume.imported", id: "imported" }],
    removed: [{ from: "docker_network.left", lifecycle: { destroy: false } }],
  },
);

const LATE = edited(
  {
    "docker_container.replaced": { labels: [{ label: "volume", value: "${docker_volume.fresh.id}" }] },
    "docker_container.steady": { env: ["PIN=${var.pin}"] },
    "docker_volume.fresh": {},
  },
  {
    variable: { pin: { default: PIN.value, sensitive: true } },
    data: { docker_network: { late: { name: "left", depends_on: ["docker_volume.fresh"] } } },
  },
);
