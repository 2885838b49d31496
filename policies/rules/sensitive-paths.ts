import { judge } from "../evaluate";
import type { Rule } from "../rule";

const SENSITIVE =
  /^(\/|\/(var|home|usr|lib)|\/(etc|root|proc|sys|boot|dev|var\/lib\/(docker|containerd|kubelet))(\/.*)?)$/;

export const sensitivePaths: Rule = {
  id: "BWK-sensitive-paths",
  title: "mounts no folder that makes the host its own",
  severity: "high",
  why: "With /etc, /root, /proc, /sys, /boot, /dev or the engine's own folder a container reads what is secret, or changes who may log in.",
  fix: "Mount the one file or folder that is needed, read-only.",
  bad: `volumes: ["/etc:/host/etc"]`,
  good: `volumes: ["/srv/shop:/srv:ro"]`,
  references: ["CIS Docker Benchmark 1.6, 5.6"],
  on: "container",
  check: (container) =>
    judge(container.mounts, "its mounts", (mounts) => {
      const found = mounts
        .filter(({ kind, source }) => kind === "bind" && SENSITIVE.test(source))
        .map(({ source }) => source);
      return found.length === 0 ? undefined : `mounts ${found.join(", ")} of the host`;
    }),
};
