import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Rule } from "../rule";

export const swapLimit: Rule = {
  id: "BWK-swap-limit",
  title: "cannot swap beyond its memory",
  severity: "low",
  why: "With a memory limit alone the engine allows as much swap again: the limit is twice what it says, and slow.",
  fix: "Set memory and swap together to the memory limit.",
  bad: `mem_limit: 128m`,
  good: `memswap_limit: 128m`,
  references: ["https://docs.docker.com/engine/containers/resource_constraints/"],
  on: "container",
  check: ({ memoryBytes, memoryAndSwapBytes }) => {
    if (memoryBytes.state !== "known" || memoryBytes.value === "unlimited") return NOT_APPLICABLE;
    const memory = memoryBytes.value;
    return judge(memoryAndSwapBytes, "its swap", (limit) =>
      limit === "unlimited" || limit > memory ? "may swap beyond its memory limit" : undefined,
    );
  },
};
