import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Rule } from "../rule";

export const stopGrace: Rule<"container"> = {
  id: "BWK-stop-grace",
  title: "gets the time that it needs to end",
  severity: "medium",
  why: "What is killed before it has written its data down has to mend it at the next start, or loses it, and breaks off what it was answering.",
  fix: "Give it at least as long as it says that it needs; Terraform's destroy_grace_seconds kills at once when it is not set.",
  bad: `{ "resource": { "docker_container": { "db": { "image": "postgres:17", "stop_timeout": 90, "destroy_grace_seconds": 10 } } } }`,
  good: `{ "resource": { "docker_container": { "db": { "image": "postgres:17", "stop_timeout": 90, "destroy_grace_seconds": 90 } } } }`,
  references: [
    "https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/container#destroy_grace_seconds",
    "https://docs.docker.com/reference/compose-file/services/#stop_grace_period",
    "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination",
  ],
  on: "container",
  needs: ["stopGraceSeconds", "stopNeedSeconds"],
  check: ({ lifetime, stopGraceSeconds, stopNeedSeconds }) =>
    lifetime === "service"
      ? judge(stopGraceSeconds, "the time that it gets to end", (grace) => {
          if (grace === 0) return "is killed at once when it has to end";
          return judge(stopNeedSeconds, "the time that it needs to end", (need) =>
            grace < need ? `gets ${grace} s to end, and needs ${need}` : undefined,
          );
        })
      : NOT_APPLICABLE,
};
