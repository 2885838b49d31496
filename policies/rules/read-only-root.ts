import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Rule } from "../rule";

export const readOnlyRoot: Rule<"container"> = {
  id: "BWK-read-only-root",
  title: "has a read-only root file system",
  severity: "medium",
  why: "Whoever gets in can leave programs there, and change those of the image.",
  fix: "Make the root read-only, and mount what must be written.",
  bad: `read_only: false`,
  good: `read_only: true`,
  references: ["CIS Docker Benchmark 1.6, 5.13"],
  on: "container",
  needs: ["rootReadOnly"],
  check: ({ rootReadOnly, lifetime }) =>
    lifetime === "inert"
      ? NOT_APPLICABLE
      : judge(rootReadOnly, "its root", (is) => (is ? undefined : "may write to its root file system")),
};
