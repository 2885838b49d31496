import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const memoryLimit: Rule<"container"> = {
  id: "BWK-memory-limit",
  title: "has a memory limit",
  severity: "medium",
  why: "One container that grows ends others on the same host.",
  fix: "Limit its memory.",
  bad: `image: api:1`,
  good: `mem_limit: 128m`,
  references: ["CIS Docker Benchmark 1.6, 5.11"],
  relatives: ["BWK-tmpfs-size"],
  on: "container",
  needs: ["memoryBytes"],
  check: (container) =>
    judge(container.memoryBytes, "its memory limit", (limit) =>
      limit === "unlimited" ? "has no memory limit" : undefined,
    ),
};
