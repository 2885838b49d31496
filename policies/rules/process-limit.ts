import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const processLimit: Rule<"container"> = {
  id: "BWK-process-limit",
  title: "has a process limit",
  severity: "medium",
  why: "A fork bomb in one container takes the host.",
  fix: "Limit its processes.",
  bad: `image: api:1`,
  good: `pids_limit: 128`,
  references: ["CIS Docker Benchmark 1.6, 5.29"],
  on: "container",
  needs: ["processes"],
  check: (container) =>
    judge(container.processes, "its process limit", (limit) =>
      limit === "unlimited" ? "has no process limit" : undefined,
    ),
};
