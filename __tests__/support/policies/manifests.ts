import type { ContainerFacts } from "../../../policies/facts/container";
import type { FactsByKind, Kind, Platform } from "../../../policies/facts/subject";
import { subjectsOf } from "../../../policies/facts/subject";
import { kubernetesPlatform } from "../../../policies/readers/kubernetes";

/** What manifests say; JSON is YAML. */
export const manifestPlatform = (...objects: readonly object[]): Platform =>
  kubernetesPlatform(objects.map((object, index) => ({ file: `${index}.json`, text: JSON.stringify(object) })));

/** Of the manifests' one subject of a kind, its facts. */
export function factsIn<K extends Kind>(kind: K, ...objects: readonly object[]): FactsByKind[K] {
  const found = subjectsOf(manifestPlatform(...objects), kind);
  expect(found).toHaveLength(1);
  return found[0]!;
}

export interface DeploymentParts {
  readonly pod?: object;
  readonly metadata?: object;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: object;
  readonly kind?: string;
}

/** A Deployment `api` in the namespace `shop`, with one container. */
export const deployment = (container: object, parts: DeploymentParts = {}): object => ({
  apiVersion: "apps/v1",
  kind: parts.kind ?? "Deployment",
  metadata: { name: "api", namespace: "shop", ...parts.metadata },
  spec: {
    ...parts.spec,
    template: {
      metadata: { labels: parts.labels ?? { app: "api" }, annotations: parts.annotations ?? {} },
      spec: { ...parts.pod, containers: [{ name: "api", ...container }] },
    },
  },
});

/** The one container of it, with other objects beside it. */
export const containerIn = (container: object, pod: object = {}, ...beside: readonly object[]): ContainerFacts =>
  factsIn("container", deployment(container, { pod }), ...beside);
