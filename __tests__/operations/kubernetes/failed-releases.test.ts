import { withoutFailed } from "../../../operations/kubernetes/failed-releases";
import type { TerraformState } from "../../../operations/terraform/state";

const state = (...releases: readonly (readonly [string, string])[]): TerraformState => ({
  serial: 1,
  lineage: "l",
  resources: releases.map(([name, id]) => ({ type: "helm_release", name, instances: [{ attributes: { id } }] })),
});

it("puts a release back as it was before, and leaves the others as they are now", () => {
  const after = state(["items", "new"], ["redis", "new"]);
  const before = state(["items", "old"], ["redis", "old"]);
  expect(withoutFailed(after, before, ["helm_release.items"])).toEqual(state(["items", "old"], ["redis", "new"]));
});

it("takes out one that was not there before", () => {
  const mended = withoutFailed(state(["items", "new"]), undefined, ["helm_release.items"]);
  expect(mended.resources).toEqual([]);
});
