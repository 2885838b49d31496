import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const noNewPrivileges: Rule<"container"> = {
  id: "BWK-no-new-privileges",
  title: "cannot gain privileges",
  severity: "high",
  why: "A setuid program of the image makes its caller root.",
  fix: "Set no-new-privileges; in Kubernetes allowPrivilegeEscalation: false.",
  bad: `security_opt: []`,
  good: `security_opt: ["no-new-privileges:true"]`,
  references: [
    "CIS Docker Benchmark 1.6, 5.26",
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  ],
  relatives: ["BWK-capabilities", "BWK-privileged"],
  on: "container",
  needs: ["noNewPrivileges"],
  check: (container) =>
    judge(container.noNewPrivileges, "whether it may gain privileges", (is) =>
      is ? undefined : "may gain privileges",
    ),
};
