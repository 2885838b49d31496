import { judge } from "../evaluate";
import type { Rule } from "../rule";

/** To listen below 1024, which the engine allows everybody anyway. */
const HARMLESS = "NET_BIND_SERVICE";

export const capabilities: Rule<"container"> = {
  id: "BWK-capabilities",
  title: "has no capabilities",
  severity: "high",
  why: "Each capability is a piece of root; the engine gives fourteen of them to who asks for none.",
  fix: "Drop ALL, and add none but NET_BIND_SERVICE.",
  bad: `cap_add: [NET_ADMIN]`,
  good: `cap_drop: [ALL]`,
  references: ["CIS Docker Benchmark 1.6, 5.4", "https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
  relatives: ["BWK-no-new-privileges"],
  on: "container",
  needs: ["capabilities"],
  check: (container) =>
    judge(container.capabilities, "its capabilities", ({ drop, add }) => {
      const added = [...add].filter((one) => one !== HARMLESS);
      if (added.length > 0) return `has capabilities added: ${added.sort().join(", ")}`;
      return drop.has("ALL") ? undefined : "keeps capabilities: ALL are not dropped";
    }),
};
