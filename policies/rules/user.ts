import { cannotTell, judge } from "../evaluate";
import type { Rule } from "../rule";

/** How a reader says that a source forbids root and names nobody. */
const NOT_ROOT = "not root";

export const user: Rule<"container"> = {
  id: "BWK-user",
  title: "runs as a numeric user and group other than root",
  severity: "high",
  why: "Whoever breaks out of a process of root is root of the host. To a user without a group the engine gives the one that the image knows for it, and that of root when it knows none.",
  fix: "Give a numeric uid:gid other than 0.",
  bad: `user: root`,
  good: `user: "10001:10001"`,
  references: [
    "CIS Docker Benchmark 1.6, 4.1",
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
    "https://docs.docker.com/reference/dockerfile/#user",
  ],
  on: "container",
  needs: ["user"],
  check: ({ user }) =>
    judge(user, "the user", ({ uid, gid, text }) => {
      if (uid === 0) return `runs as root (${text})`;
      if (gid === 0) return `runs in the group of root (${text})`;
      if (text === NOT_ROOT) return undefined;
      if (uid === undefined) return cannotTell(`'${text}' is a name that only the image knows`);
      if (gid !== undefined) return undefined;
      return text.includes(":")
        ? cannotTell(`'${text}' has a group that only the image knows`)
        : cannotTell(`'${text}' has no group: the image decides, and root's is that of a user it does not know`);
    }),
};
