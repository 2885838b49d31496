import { readFileSync } from "node:fs";
import { join } from "node:path";
import { subjectsOf } from "../../../policies/facts/subject";
import { classify } from "../../../review/changes/classify";
import { reviewOf } from "../../../review/review";
import { planStack } from "../../../review/sources/plan";

const PLAN = JSON.parse(
  readFileSync(join(__dirname, "../../policies/readers/fixtures/docker-plan.json"), "utf8"),
) as Record<string, unknown>;

const actionsIn = (plan: object) =>
  Object.fromEntries(planStack(plan, "shop.json").changes.map(({ address, action }) => [address, action]));

const planned = (change: object, more: object = {}) => ({
  resource_changes: [{ address: "docker_container.web", mode: "managed", type: "docker_container", change, ...more }],
});

it("reads what Terraform printed", () => {
  const actions = Object.values(actionsIn(PLAN));
  expect(new Set(actions)).toEqual(new Set(["create", "replace", "delete"]));
});

it.each([
  [{ actions: ["create"], after: {} }, {}, "create"],
  [{ actions: ["delete", "create"], before: {}, after: {} }, {}, "replace"],
  [{ actions: ["create", "delete"], before: {}, after: {} }, {}, "replace"],
  [{ actions: ["forget"], before: {} }, {}, "forget"],
  [{ actions: ["no-op"], before: {}, after: {} }, { previous_address: "docker_container.old" }, "move"],
  [{ actions: ["no-op"], before: {}, after: {}, importing: { id: "x" } }, {}, "import"],
])("%j is understood", (change, more, action) => {
  expect(actionsIn(planned(change, more))).toEqual({ "docker_container.web": action });
});

it("is silent on what stays as it is, and on data", () => {
  expect(actionsIn(planned({ actions: ["no-op"], before: {}, after: {} }))).toEqual({});
  expect(actionsIn(planned({ actions: ["read"] }, { mode: "data" }))).toEqual({});
});

it.each([
  [{ errored: true }, "ended with an error"],
  [{ complete: false }, "not complete"],
  [{ deferred_changes: [{}] }, "deferred"],
  [{ action_invocations: [{}] }, "invokes actions"],
  [{ action_invocations: { "0": {} } }, "invokes actions"],
  [{ deferred_action_invocations: [{}] }, "invokes actions"],
])("a plan that is not whole is told: %j", (part, words) => {
  expect(planStack({ ...planned({ actions: ["no-op"] }), ...part }, "shop.json").warnings).toEqual([
    expect.stringContaining(words),
  ]);
  expect(planStack(planned({ actions: ["no-op"] }), "shop.json").warnings).toEqual([]);
});

it("says it of words that it does not know", () => {
  const { warnings } = planStack(planned({ actions: ["frobnicate"], before: {}, after: {} }), "shop.json");
  expect(warnings).toEqual([expect.stringContaining("does not know: frobnicate")]);
});

it.each([
  [{ resource_changes: {} }, "'resource_changes' is no list"],
  [{ resource_changes: null }, "'resource_changes' is no list"],
  [{ resource_changes: [null] }, "resource_changes[0]"],
  [{ resource_changes: [{ address: "docker_volume.data" }] }, "resource_changes[0]"],
  [{ resource_changes: [{ change: { actions: [{ toString: 1 }] } }] }, "resource_changes[0]"],
  [{ resource_changes: [], resource_drift: "x" }, "'resource_drift' is no list"],
])("refuses what would read as one change fewer: %j", (plan, words) => {
  expect(() => planStack(plan, "shop.json")).toThrow(words);
});

it("flags deferred changes as the format documents them", () => {
  const one = {
    address: "docker_container.web",
    mode: "managed",
    type: "docker_container",
    change: { actions: ["create"] },
  };
  const deferred = [{ reason: "deferred_prereq", resource_change: one }];
  const { changes, warnings } = planStack(
    { resource_changes: [], complete: false, deferred_changes: deferred },
    "x.json",
  );
  expect([changes, warnings]).toEqual([
    [],
    [expect.stringContaining("not complete"), expect.stringContaining("deferred")],
  ]);
});

it("puts in what is known after the apply, as deep as it is", () => {
  const after = { name: "web", labels: [{ label: "a" }] };
  const unknown = { id: true, labels: [{ value: true }] };
  const { changes } = planStack(
    planned({ actions: ["create"], before: null, after, after_unknown: unknown }),
    "x.json",
  );
  expect(changes[0]!.after).toEqual({
    ...{ name: "web", id: "(known after apply)" },
    labels: [{ label: "a", value: "(known after apply)" }],
  });
});

const configured = (expressions: object) => ({
  configuration: {
    root_module: {
      resources: [{ address: "docker_container.web", mode: "managed", type: "docker_container", expressions }],
    },
  },
});

/** What a review shows of a change of one container. */
function shownOf(change: object, expressions: object) {
  const { changes } = planStack({ ...planned(change), ...configured(expressions) }, "x.json");
  const { change: shown, noise } = classify(changes[0]!, { isStateful: false, isTask: false });
  return [shown.attributes.map(({ path }) => path), noise];
}

it("counts what the provider computes, and what it reads back of nothing", () => {
  const change = {
    actions: ["delete", "create"],
    before: { hostname: "a1b2", memory: 0, user: "1:1", env: ["A=1"] },
    after: { memory: null, user: null, env: ["A=2"] },
    after_unknown: { hostname: true },
    replace_paths: [["env"]],
  };
  expect(shownOf(change, { env: { constant_value: ["A=2"] } })).toEqual([["env.A", "user"], 2]);
  expect(shownOf(change, { env: {}, hostname: { references: ["x"] } })).toEqual([["env.A", "hostname", "user"], 1]);
});

it("believes whoever wrote an empty list, and not that it is known later", () => {
  const change = {
    actions: ["update"],
    before: { env: [], memory: 1 },
    after: { memory: 2 },
    after_unknown: { env: true },
  };
  expect(shownOf(change, { env: { constant_value: [] } })).toEqual([["memory"], 0]);
  expect(shownOf(change, { env: { references: ["var.env"] } })).toEqual([["env", "memory"], 0]);
});

it("tells one that a failed replacement left behind from the one that took its place", () => {
  const [one] = planned({ actions: ["delete"], before: {} }, { deposed: "0a1b" }).resource_changes;
  const [other] = planned({ actions: ["update"], before: { memory: 1 }, after: { memory: 2 } }).resource_changes;
  expect(actionsIn({ resource_changes: [one, other] })).toEqual({
    "docker_container.web (deposed 0a1b)": "delete",
    "docker_container.web": "update",
  });
});

const outputs = (said: object) => planStack({ resource_changes: [], output_changes: { pin: said } }, "x.json").changes;

it("tells outputs, without those that are sensitive", () => {
  expect(outputs({ actions: ["update"], before: "a", after: "b" })).toMatchObject([
    { address: "output.pin", action: "update", before: { value: "a" }, after: { value: "b" } },
  ]);
  expect(outputs({ actions: ["create"], after: "b", after_sensitive: true })).toMatchObject([
    { action: "create", before: undefined, after: { value: "(redacted)" } },
  ]);
  expect(outputs({ actions: ["no-op"], before: "a", after: "a" })).toEqual([]);
});

describe("a plan that only refreshes", () => {
  const values = { name: "web", image: "a:1", memory: 256 };
  const drift = { actions: ["update"], before: { ...values, memory: 64 }, after: values };
  const plan = {
    planned_values: { root_module: {} },
    prior_state: { values: { root_module: { resources: [{ ...planned({}).resource_changes[0], values }] } } },
    resource_drift: planned(drift).resource_changes,
  };

  it("changes nothing, and knows what is there", () => {
    const { changes, resources, isRefreshOnly } = planStack(plan, "x.json");
    expect([changes, resources, isRefreshOnly]).toEqual([[], 1, true]);
  });

  it("compares what is there with what was", () => {
    const { base, head } = planStack(plan, "x.json");
    const memoryOf = (platform: typeof base) =>
      subjectsOf(platform!, "container").map(({ memoryBytes }) => memoryBytes);
    expect([memoryOf(base), memoryOf(head)]).toMatchObject([[{ value: 64 * 1024 ** 2 }], [{ value: 256 * 1024 ** 2 }]]);
  });

  it("is a failure where something drifted, unlike a plan that says what it does about it", () => {
    const of = (one: object) =>
      reviewOf({ stacks: [planStack(one, "x.json")], base: { name: "" }, head: { name: "" }, digest: "" });
    expect(of(plan)).toMatchObject({ changes: [], drift: [{}], verdict: "needs-acknowledgement" });
    expect(of({ ...plan, resource_changes: [] })).toMatchObject({ drift: [{}], verdict: "ok" });
    expect(of({ ...plan, resource_drift: [] })).toMatchObject({ drift: [], verdict: "ok" });
  });
});

it.each([[{}], [[]], ["plan"], [null], [{ resources: [] }]])("%j is refused with what to give instead", (text) => {
  expect(() => planStack(text, "x.json")).toThrow("x.json is no plan of Terraform or OpenTofu\nGive what");
});
