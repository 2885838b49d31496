import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const cpuLimit: Rule<"container"> = {
  id: "BWK-cpu-limit",
  title: "has a CPU limit",
  severity: "low",
  why: "One busy container makes all others on the host slow.",
  fix: "Limit its CPUs.",
  bad: `image: api:1`,
  good: `cpus: 0.5`,
  references: ["CIS Docker Benchmark 1.6, 5.12"],
  on: "container",
  needs: ["cpus"],
  check: (container) =>
    judge(container.cpus, "its CPU limit", (limit) => (limit === "unlimited" ? "has no CPU limit" : undefined)),
};
