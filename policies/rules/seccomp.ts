import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const seccomp: Rule<"container"> = {
  id: "BWK-seccomp",
  title: "has a seccomp profile",
  severity: "high",
  why: "Without a profile every system call of the kernel can be tried.",
  fix: "Leave the engine its profile; in Kubernetes set RuntimeDefault.",
  bad: `security_opt: ["seccomp:unconfined"]`,
  good: `security_opt: ["no-new-privileges:true"]`,
  references: [
    "CIS Docker Benchmark 1.6, 5.22",
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  ],
  relatives: ["BWK-privileged"],
  on: "container",
  needs: ["seccomp"],
  check: (container) =>
    judge(container.seccomp, "its seccomp profile", (profile) =>
      profile === "unconfined" ? "has no seccomp profile" : undefined,
    ),
};
