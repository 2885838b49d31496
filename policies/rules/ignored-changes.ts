import { judge } from "../evaluate";
import type { ContainerFacts } from "../facts/container";
import type { Rule } from "../rule";

/** What a promise is about. */
const PROTECTIONS: ReadonlySet<keyof ContainerFacts> = new Set([
  "user",
  "groups",
  "privileged",
  "capabilities",
  "noNewPrivileges",
  "seccomp",
  "appArmor",
  "seLinux",
  "kernelPathsHidden",
  "rootReadOnly",
  "memoryBytes",
  "memoryAndSwapBytes",
  "cpus",
  "processes",
  "health",
  "liveness",
  "restart",
  "stopGraceSeconds",
  "mounts",
  "devices",
  "runtime",
  "sysctls",
  "exposures",
  "hostNamespaces",
  "sharedNamespaces",
  "networks",
  "environment",
  "command",
  "uploads",
  "image",
  "logLimit",
  "logOptions",
]);

export const ignoredChanges: Rule<"container"> = {
  id: "BWK-ignored-changes",
  title: "gets every change of what protects it",
  severity: "medium",
  why: "Under ignore_changes an edit is written, reviewed and applied without a word, and what runs stays as it was.",
  fix: "Take the attribute out of ignore_changes.",
  bad: `{ "resource": { "docker_container": { "api": { "image": "api:1", "lifecycle": { "ignore_changes": ["user", "privileged"] } } } } }`,
  good: `{ "resource": { "docker_container": { "api": { "image": "api:1", "lifecycle": { "ignore_changes": ["labels"] } } } } }`,
  references: ["https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes"],
  on: "container",
  needs: ["ignoredChanges"],
  check: (container) =>
    judge(container.ignoredChanges, "which changes are ignored", (ignored) => {
      const found = ignored.filter((name) => PROTECTIONS.has(name));
      return found.length === 0 ? undefined : `ignores later changes of ${[...found].sort().join(", ")}`;
    }),
};
