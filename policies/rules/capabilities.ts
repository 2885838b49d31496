import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const capabilities: Rule = {
  id: "BWK-capabilities",
  title: "has no capabilities",
  severity: "high",
  why: "Each capability is a piece of root; the engine gives fourteen of them to who asks for none.",
  fix: "Drop ALL, and add none.",
  bad: `cap_add: [NET_ADMIN]`,
  good: `cap_drop: [ALL]`,
  references: ["CIS Docker Benchmark 1.6, 5.4", "https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
  on: "container",
  check: (container) =>
    judge(container.capabilities, "its capabilities", ({ drop, add }) => {
      if (add.size > 0) return `has capabilities added: ${[...add].sort().join(", ")}`;
      return drop.has("ALL") ? undefined : "keeps capabilities: ALL are not dropped";
    }),
};
