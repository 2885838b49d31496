import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const kernelPaths: Rule<"container"> = {
  id: "BWK-kernel-paths",
  title: "does not see the parts of the kernel that are hidden",
  severity: "high",
  why: "In /proc and /sys lie the memory and the switches of the kernel that all containers share; the engine hides them.",
  fix: "Take systempaths=unconfined away; in Kubernetes leave procMount at Default.",
  bad: `security_opt: ["systempaths=unconfined"]`,
  good: `security_opt: ["no-new-privileges:true"]`,
  references: [
    "https://docs.docker.com/reference/cli/docker/container/run/#security-opt",
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  ],
  relatives: ["BWK-privileged"],
  on: "container",
  needs: ["kernelPathsHidden"],
  check: (container) =>
    judge(container.kernelPathsHidden, "whether the kernel's paths are hidden", (are) =>
      are ? undefined : "sees what is hidden of /proc and /sys",
    ),
};
