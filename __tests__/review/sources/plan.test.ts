import { readFileSync } from "node:fs";
import { join } from "node:path";
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
])("a plan that is not whole is told: %j", (part, words) => {
  expect(planStack({ ...planned({ actions: ["no-op"] }), ...part }, "shop.json").warnings).toEqual([
    expect.stringContaining(words),
  ]);
  expect(planStack(planned({ actions: ["no-op"] }), "shop.json").warnings).toEqual([]);
});

it.each([[{}], [[]], ["plan"], [null], [{ resources: [] }]])("%j is refused with what to give instead", (text) => {
  expect(() => planStack(text, "x.json")).toThrow("x.json is no plan of Terraform or OpenTofu\nGive what");
});
