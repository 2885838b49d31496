import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const seLinux: Rule<"container"> = {
  id: "BWK-se-linux",
  title: "keeps its SELinux label",
  severity: "medium",
  why: "Without a label a process that breaks out may touch every file that its user may touch.",
  fix: "Take label=disable away; give the volume the label, by :z or :Z.",
  bad: `security_opt: ["label:disable"]`,
  good: `security_opt: ["no-new-privileges:true"]`,
  references: [
    "CIS Docker Benchmark 1.6, 5.3",
    "https://docs.docker.com/reference/cli/docker/container/run/#security-opt",
  ],
  relatives: ["BWK-privileged"],
  on: "container",
  needs: ["seLinux"],
  check: (container) =>
    judge(container.seLinux, "its SELinux label", (label) =>
      label === "unconfined" ? "is not confined by SELinux" : undefined,
    ),
};
