import type { Change, Review } from "../../review/model";

/** A change of one container, as reports show it. */
export const change = (other: Partial<Change> = {}): Change => ({
  stack: "shop",
  address: "docker_container.web",
  type: "docker_container",
  action: "replace",
  risk: "other",
  reasons: [],
  attributes: [],
  remedy: "nothing",
  ...other,
});

export const review = (changes: readonly Change[], other: Partial<Review> = {}): Review => ({
  digest: "0".repeat(64),
  base: { name: "before" },
  head: { name: "after" },
  changes,
  drift: [],
  reach: [],
  destinations: [],
  files: [],
  improved: [],
  protections: [],
  waived: [],
  ways: [],
  rendered: [],
  inputs: [],
  leftOut: [],
  noise: 0,
  changed: changes.length,
  resources: 58,
  notExamined: {},
  warnings: [],
  requests: [],
  verdict: changes.some(({ risk }) => risk !== "other") ? "needs-acknowledgement" : "ok",
  ...other,
});
