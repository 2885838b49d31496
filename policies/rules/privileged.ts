import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const privileged: Rule<"container"> = {
  id: "BWK-privileged",
  title: "is not privileged",
  severity: "critical",
  why: "A privileged container has every right of root on the host, devices and kernel included.",
  fix: "Take privileged away; give what is needed by name.",
  bad: `privileged: true`,
  good: `privileged: false`,
  references: ["CIS Docker Benchmark 1.6, 5.5", "https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
  relatives: ["BWK-app-armor", "BWK-kernel-paths", "BWK-no-new-privileges", "BWK-se-linux", "BWK-seccomp"],
  on: "container",
  needs: ["privileged"],
  check: (container) =>
    judge(container.privileged, "whether it is privileged", (is) => (is ? "is privileged" : undefined)),
};
