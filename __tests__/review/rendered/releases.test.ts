import { plannedReleases, synthesizedReleases } from "../../../review/rendered";
import { planBefore } from "../../../review/sources/planned-change";

const RELEASE = { name: "web", namespace: "shop", chart: "./charts/web", values: ["a: $${x}\n"] };
const one = (release: object) =>
  synthesizedReleases({ resource: { helm_release: { web: release } } }, "stacks/shop/cdk.tf.json")[0]!;

describe("a release in Terraform's JSON", () => {
  it("is read as Terraform reads it", () => {
    expect(one(RELEASE)).toEqual({
      ...{ address: "helm_release.web", name: "web", namespace: "shop", chart: "./charts/web", version: undefined },
      values: ["a: ${x}\n"],
      sets: [],
    });
    expect(one({ ...RELEASE, chart: "${path.module}/charts/web" })).toMatchObject({ chart: "./charts/web" });
  });

  it("keeps what it sets beside its values", () => {
    const sets = {
      set: [{ name: "tag", value: "1", type: "string" }],
      set_list: [{ name: "hosts", value: ["a", "b"] }],
      set_sensitive: [{ name: "password", value: "x" }],
    };
    expect(one({ ...RELEASE, ...sets }).sets).toEqual([
      { name: "tag", value: "1", type: "string", isSensitive: false },
      { name: "hosts", value: "{a,b}", type: "auto", isSensitive: false },
      { name: "password", value: "x", type: "auto", isSensitive: true },
    ]);
  });

  it.each([
    [{ repository: "https://charts.example.com", chart: "redis" }, "its chart comes from a repository"],
    [{ chart: "oci://registry.example.com/redis" }, "its chart comes from a repository"],
    [{ chart: "${var.chart}" }, "which chart it has is known after the apply alone"],
    [{ values: ["${var.values}"] }, "its values are known after the apply alone"],
    [{ set: [{ name: "a", value: "${random_password.x.result}" }] }, "its values are known after the apply alone"],
    [{ name: "${var.name}" }, "its name is known after the apply alone"],
    [{ for_each: ["a", "b"] }, "it is made by count or for_each"],
    [{ postrender: { binary_path: "/bin/sh" } }, "a program of its own changes what Helm renders"],
    [{ set_wo: [{ name: "a", value: "b" }] }, "some of its values are never written down"],
  ])("that nobody can render says why: %j", (edit, why) => {
    expect(one({ ...RELEASE, ...edit }).why).toContain(why);
  });
});

describe("a release of a plan", () => {
  const change = (before: object | null, after: object | null, more: object = {}) => ({
    format_version: "1.2",
    planned_values: {},
    resource_changes: [
      {
        ...{ address: "helm_release.web", mode: "managed", type: "helm_release", name: "web" },
        change: { actions: ["update"], before, after, after_unknown: {}, ...more },
      },
      { address: "docker_image.x", mode: "managed", type: "docker_image", change: { actions: ["no-op"] } },
    ],
  });
  const PLAN = change({ ...RELEASE, version: "1.0.0" }, { ...RELEASE, values: ["a: 2\n"] });

  it("is what it will be, and what it was", () => {
    expect(plannedReleases(PLAN, "plan.json")).toMatchObject([{ values: ["a: 2\n"] }]);
    expect(plannedReleases(planBefore(PLAN), "plan.json")).toMatchObject([
      { values: ["a: $${x}\n"], version: "1.0.0" },
    ]);
  });

  it("was nothing before it is made", () => {
    expect(plannedReleases(planBefore(change(null, RELEASE)), "plan.json")).toEqual([]);
  });

  it.each([
    ["known after the apply", { after_unknown: { values: true } }],
    ["sensitive", { after_sensitive: { values: [true] } }],
  ])("says when its values are %s", (_what, marks) => {
    expect(plannedReleases(change(null, RELEASE, marks), "plan.json")).toMatchObject([
      { why: "its values are known after the apply alone, or hidden" },
    ]);
  });
});
