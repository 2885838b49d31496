import { releaseEffects, summaryOf } from "../../../operations/kubernetes/effects";
import type { KubernetesManifest } from "../../../operations/kubernetes/manifest";
import type { TerraformPlan } from "../../../operations/terraform/runner";

const MANIFEST = {
  releases: [{ component: "items", address: "helm_release.platform_items" }],
} as unknown as KubernetesManifest;

const plan = (address: string, actions: readonly string[], before: object | null = null): TerraformPlan => ({
  resource_changes: [{ address, type: "helm_release", change: { actions, before } }],
});

it.each([
  [["create"], "created"],
  [["update"], "upgraded"],
  [["delete", "create"], "replaced"],
])("calls %j %s", (actions, effect) => {
  const effects = releaseEffects(plan("helm_release.platform_items", actions), MANIFEST);
  expect(effects).toEqual([{ component: "items", address: "helm_release.platform_items", effect }]);
  expect(summaryOf(effects)).toBe(`items ${effect}`);
});

it("knows a release that is no longer declared by its name in the state", () => {
  const effects = releaseEffects(plan("helm_release.platform_gone", ["delete"], { name: "gone" }), MANIFEST);
  expect(summaryOf(effects)).toBe("gone removed");
});

it("says nothing of what stays", () => {
  expect(summaryOf(releaseEffects(plan("helm_release.platform_items", ["no-op"]), MANIFEST))).toBe(
    "no release changes",
  );
});
