import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const appArmor: Rule<"container"> = {
  id: "BWK-app-armor",
  title: "keeps its AppArmor profile",
  severity: "medium",
  why: "The profile forbids mounts and writes below /proc and /sys even to who has the capabilities for them.",
  fix: "Take apparmor=unconfined away; name a profile of its own where the engine's is too narrow.",
  bad: `security_opt: ["apparmor:unconfined"]`,
  good: `security_opt: ["apparmor:docker-default"]`,
  references: [
    "CIS Docker Benchmark 1.6, 5.2",
    "https://docs.docker.com/engine/security/apparmor/",
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  ],
  relatives: ["BWK-privileged"],
  on: "container",
  needs: ["appArmor"],
  check: (container) =>
    judge(container.appArmor, "its AppArmor profile", (profile) =>
      profile === "unconfined" ? "has no AppArmor profile" : undefined,
    ),
};
