import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Health } from "../facts/container";
import type { Rule } from "../rule";

const isSame = (one: Health, other: Health): boolean =>
  one.form === other.form && one.command.join("\0") === other.command.join("\0");

/** What may fail for longer than it takes to lose its traffic is ended only when that did not help. */
function isMorePatient(one: Health, other: Health): boolean {
  const [mine, others] = [one, other].map(({ intervalSeconds = NaN, failures = NaN }) => intervalSeconds * failures);
  return mine! > others!;
}

const wordsOf = ({ form, command }: Health): string => [form, ...command].join(" ");

export const livenessDiffers: Rule<"container"> = {
  id: "BWK-liveness-differs",
  title: "is started again for another reason than being busy",
  severity: "medium",
  why: "When the question that takes traffic away also ends the process, a load that it could have worked off ends one replica after the other.",
  fix: "Ask for its life something that does not depend on load, or let it fail far longer than the readiness probe.",
  bad: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - { name: api, image: api:1, readinessProbe: { httpGet: { port: 80, path: /ready } }, livenessProbe: { httpGet: { port: 80, path: /ready } } }`,
  good: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - { name: api, image: api:1, readinessProbe: { httpGet: { port: 80, path: /ready } }, livenessProbe: { tcpSocket: { port: 80 } } }`,
  references: [
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
    "https://github.com/zegl/kube-score/blob/master/README_PROBES.md",
  ],
  on: "container",
  needs: ["health", "liveness"],
  check: (container) =>
    container.lifetime !== "service"
      ? NOT_APPLICABLE
      : judge(container.liveness, "its liveness", (liveness) =>
          liveness.form === "none"
            ? NOT_APPLICABLE
            : judge(container.health, "its readiness", (readiness) =>
                isSame(readiness, liveness) && !isMorePatient(liveness, readiness)
                  ? `is ended by the question that takes its traffic away: ${wordsOf(liveness)}`
                  : undefined,
              ),
        ),
};
