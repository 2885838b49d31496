import { containerEffect, otherEffect } from "../../../review/changes/docker-effects";

it.each([
  ["an image", "image", ["a:1", "a:2"], "replaces"],
  ["a user", "user", ["1:1", "2:2"], "replaces"],
  ["a label", "labels", [[{ label: "a", value: "1" }], [{ label: "a", value: "2" }]], "replaces"],
  ["the restart policy", "restart", ["no", "always"], "in-place"],
  ["the memory", "memory", [64, 128], "in-place"],
  ["the end of a memory limit", "memory", [64, undefined], "nothing"],
  ["a health check", "healthcheck", [{ test: ["CMD", "a"] }, { test: ["CMD", "b"] }], "nothing"],
  ["a first health check", "healthcheck", [[], [{ test: ["CMD", "b"] }]], "replaces"],
  ["the end of a health check", "healthcheck", [{ test: ["CMD", "a"] }, undefined], "unseen"],
  ["the end of a memory limit, as plans say it", "memory_reservation", [64, 0], "nothing"],
  ["a user that nobody names any more", "user", ["1:1", undefined], "unseen"],
  ["the last variable", "env", [["A=1"], []], "unseen"],
  ["one of two variables", "env", [["A=1", "B=2"], ["A=1"]], "replaces"],
  ["another volume in a mount", "mounts", [[{ source: "a" }], [{ source: "b" }]], "nothing"],
  ["a further mount", "mounts", [[{ source: "a" }], [{ source: "a" }, { source: "b" }]], "replaces"],
  ["a quota", "cpu_quota", [1, 2], "nothing"],
  ["the time to end", "destroy_grace_seconds", [10, 30], "state-only"],
] as const)("an edit of %s: %s %j is %s", (_what, attribute, [before, after], effect) => {
  expect(containerEffect(attribute, before as never, after as never)).toBe(effect);
});

it("knows no update of a volume or a network", () => {
  expect(otherEffect("docker_volume", "labels")).toBe("replaces");
  expect(otherEffect("docker_volume", "depends_on")).toBe("state-only");
});

it("keeps what becomes of an image to itself", () => {
  expect(otherEffect("docker_image", "keep_locally")).toBe("state-only");
  expect(otherEffect("docker_image", "name")).toBe("replaces");
});
