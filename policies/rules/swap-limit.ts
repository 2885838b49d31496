import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Rule } from "../rule";

export const swapLimit: Rule<"container"> = {
  id: "BWK-swap-limit",
  title: "cannot swap beyond its memory",
  severity: "low",
  why: "With a memory limit alone the engine allows as much swap again: the limit is twice what it says, and slow.",
  fix: "Set memory and swap together to the memory limit.",
  bad: `mem_limit: 128m`,
  good: `mem_limit: 128m
memswap_limit: 128m`,
  references: ["https://docs.docker.com/engine/containers/resource_constraints/"],
  on: "container",
  needs: ["memoryBytes", "memoryAndSwapBytes"],
  check: ({ memoryBytes, memoryAndSwapBytes }) =>
    judge(memoryBytes, "its memory limit", (memory) =>
      memory === "unlimited"
        ? NOT_APPLICABLE
        : judge(memoryAndSwapBytes, "its swap", (limit) =>
            limit === "unlimited" || limit > memory ? "may swap beyond its memory limit" : undefined,
          ),
    ),
};
