import type { KubernetesObject } from "./paths";

/** What `restricted` asks of a container. https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
} as const;

export interface PodOptions {
  /** @default - one that can be pulled */
  readonly image?: string;
  readonly volumes?: readonly { readonly name: string; readonly [source: string]: unknown }[];
  readonly securityContext?: unknown;
  readonly restartPolicy?: "Always" | "Never" | "OnFailure";
  readonly initImage?: string;
}

/** The pod of one container in every object below. */
export function podSpec({ image = "registry.test/shop:1", volumes = [], ...options }: PodOptions = {}) {
  const securityContext = options.securityContext ?? RESTRICTED;
  const mounts = volumes.map(({ name }) => ({ name, mountPath: `/${name}` }));
  return {
    restartPolicy: options.restartPolicy ?? "Always",
    volumes,
    ...(options.initImage && { initContainers: [{ name: "before", image: options.initImage, securityContext }] }),
    containers: [{ name: "main", image, securityContext, volumeMounts: mounts }],
  };
}

const labels = (name: string) => ({ "app.kubernetes.io/name": name });

/** An object of a kind that makes pods from a template. */
export function workload(kind: "Deployment" | "DaemonSet", name: string, pod: PodOptions = {}): KubernetesObject {
  return {
    apiVersion: "apps/v1",
    kind,
    metadata: { name },
    spec: {
      selector: { matchLabels: labels(name) },
      template: { metadata: { labels: labels(name) }, spec: podSpec(pod) },
    },
  };
}

export function job(name: string, pod: PodOptions = {}): KubernetesObject {
  const template = { metadata: { labels: labels(name) }, spec: podSpec({ restartPolicy: "Never", ...pod }) };
  return { apiVersion: "batch/v1", kind: "Job", metadata: { name }, spec: { template } };
}

export function statefulSet(name: string, pod: PodOptions = {}): KubernetesObject {
  const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
  const { spec, ...rest } = workload("Deployment", name, pod);
  return {
    ...rest,
    kind: "StatefulSet",
    spec: {
      ...(spec as object),
      serviceName: name,
      volumeClaimTemplates: [{ metadata: { name: "data" }, spec: claim }],
    },
  };
}

export const plain = (kind: string, name: string, rest: object = {}): KubernetesObject => ({
  apiVersion: "v1",
  kind,
  metadata: { name },
  ...rest,
});
