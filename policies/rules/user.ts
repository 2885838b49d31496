import { cannotTell, judge } from "../evaluate";
import type { Rule } from "../rule";

/** How a reader says that a source forbids root and names nobody. */
const NOT_ROOT = "not root";

export const user: Rule = {
  id: "BWK-user",
  title: "runs as a numeric user other than root",
  severity: "high",
  why: "Whoever breaks out of a process of root is root of the host.",
  fix: "Give a numeric uid:gid other than 0.",
  bad: `user: root`,
  good: `user: "10001:10001"`,
  references: ["CIS Docker Benchmark 1.6, 4.1", "https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
  on: "container",
  check: ({ user }) =>
    judge(user, "the user", ({ uid, gid, text }) => {
      if (uid === 0) return `runs as root (${text})`;
      if (gid === 0) return `runs in the group of root (${text})`;
      return uid === undefined && text !== NOT_ROOT
        ? cannotTell(`'${text}' is a name that only the image knows`)
        : undefined;
    }),
};
