import { z } from "zod";
import { quantity } from "./quantity";
import { labelSelector } from "./selector";

/**
 * What facts come from, of the types that the API server knows. Anything else in them is somebody else's, and null is
 * absent: a chart writes it for an empty value.
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
const text = z.string().nullish();
const flag = z.boolean().nullish();
const count = z.int().nonnegative().nullish();
/** Less than nothing is taken as a second: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/apis/core/v1/conversion.go#L382 */
const grace = z
  .int()
  .transform((seconds) => (seconds < 0 ? 1 : seconds))
  .nullish();
/** 0 is how Go says that nothing was said. */
const countOrUnset = count.transform((amount) => (amount === 0 ? undefined : amount));
const words = z.array(z.string()).nullish();
const anything = z.object({}).nullish();
/** Null is an empty text where it stands for one. */
const texts = z
  .record(
    z.string(),
    text.transform((value) => value ?? ""),
  )
  .nullish();
/** A port by its number, or by the name that a container gives it. */
const portOrName = z.union([z.int(), z.string()]);
const name = z.object({ name: text });

const profile = z.object({ type: z.enum(["Unconfined", "RuntimeDefault", "Localhost"]) }).nullish();

const securityOfBoth = {
  runAsUser: count,
  runAsGroup: count,
  runAsNonRoot: flag,
  seccompProfile: profile,
  appArmorProfile: profile,
  seLinuxOptions: z.object({ type: text, user: text, role: text }).nullish(),
  windowsOptions: z.object({ hostProcess: flag }).nullish(),
};

const resources = z.object({
  limits: z.record(z.string(), quantity.nullish()).nullish(),
  claims: z.array(name).nullish(),
});

const withHost = z.object({ port: portOrName, host: text });
const httpGet = withHost.extend({ path: text });

const probe = z.object({
  exec: z.object({ command: words }).nullish(),
  httpGet: httpGet.nullish(),
  tcpSocket: withHost.nullish(),
  grpc: z.object({ port: portOrName, service: text }).nullish(),
  periodSeconds: countOrUnset,
  timeoutSeconds: countOrUnset,
  failureThreshold: countOrUnset,
});

const handler = z.object({
  exec: z.object({ command: words }).nullish(),
  sleep: z.object({ seconds: z.int() }).nullish(),
  httpGet: httpGet.nullish(),
  tcpSocket: withHost.nullish(),
});

const keyRef = z.object({ name: text, key: z.string() }).nullish();

const container = z.object({
  name: z.string(),
  image: text,
  command: words,
  args: words,
  env: z
    .array(
      z.object({
        name: z.string(),
        value: text,
        valueFrom: z.object({ configMapKeyRef: keyRef, secretKeyRef: anything }).nullish(),
      }),
    )
    .nullish(),
  envFrom: z.array(z.object({ prefix: text, configMapRef: name.nullish(), secretRef: name.nullish() })).nullish(),
  ports: z.array(z.object({ name: text, containerPort: z.int(), hostPort: countOrUnset, hostIP: text })).nullish(),
  resources: resources.nullish(),
  securityContext: z
    .object({
      ...securityOfBoth,
      privileged: flag,
      allowPrivilegeEscalation: flag,
      readOnlyRootFilesystem: flag,
      procMount: text,
      capabilities: z.object({ add: words, drop: words }).nullish(),
    })
    .nullish(),
  volumeMounts: z
    .array(
      z.object({
        name: z.string(),
        mountPath: z.string(),
        readOnly: flag,
        subPath: text,
        mountPropagation: text,
      }),
    )
    .nullish(),
  readinessProbe: probe.nullish(),
  livenessProbe: probe.nullish(),
  startupProbe: probe.nullish(),
  lifecycle: z.object({ postStart: handler.nullish(), preStop: handler.nullish() }).nullish(),
  restartPolicy: text,
});

const items = z.array(z.object({ key: z.string(), path: z.string() })).nullish();
const filesOfMap = z.object({ name: text, items });

const volumeSources = {
  hostPath: z.object({ path: z.string() }).nullish(),
  emptyDir: z.object({ medium: text, sizeLimit: quantity.nullish() }).nullish(),
  persistentVolumeClaim: z.object({ claimName: z.string(), readOnly: flag }).nullish(),
  configMap: filesOfMap.nullish(),
  secret: z.object({ secretName: text }).nullish(),
  projected: z
    .object({
      sources: z
        .array(
          z.object({
            configMap: filesOfMap.nullish(),
            serviceAccountToken: z.object({ audience: text }).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
  downwardAPI: anything,
};

/** Of other types only the name is of interest. */
const volume = z.looseObject({ name: z.string(), ...volumeSources });

const selecting = z.object({
  labelSelector: labelSelector.nullish(),
  /** Of a constraint: by how many pods a node may be ahead. */
  maxSkew: count,
  /** Of a term: whose pods are meant, where these are not of the own namespace. */
  namespaces: words,
});

const podSpec = z.object({
  containers: z.array(container),
  initContainers: z.array(container).nullish(),
  ephemeralContainers: z.array(container).nullish(),
  volumes: z.array(volume).nullish(),
  securityContext: z
    .object({
      ...securityOfBoth,
      supplementalGroups: z.array(z.int().nonnegative()).nullish(),
      fsGroup: count,
      sysctls: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
    })
    .nullish(),
  resources: resources.nullish(),
  os: name.nullish(),
  hostNetwork: flag,
  hostPID: flag,
  hostIPC: flag,
  restartPolicy: text,
  runtimeClassName: text,
  terminationGracePeriodSeconds: grace,
  serviceAccountName: text,
  serviceAccount: text,
  automountServiceAccountToken: flag,
  topologySpreadConstraints: z.array(selecting).nullish(),
  affinity: z
    .object({
      podAntiAffinity: z
        .object({
          requiredDuringSchedulingIgnoredDuringExecution: z.array(selecting).nullish(),
          preferredDuringSchedulingIgnoredDuringExecution: z.array(z.object({ podAffinityTerm: selecting })).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

export const metadataSchema = z.object({
  name: text,
  generateName: text,
  namespace: text,
  labels: texts,
  annotations: texts,
});

/** A Pod, and what others make Pods from. */
export const podSchema = z.object({
  metadata: z.object({ labels: texts, annotations: texts }).nullish(),
  spec: podSpec,
});

export type Metadata = z.infer<typeof metadataSchema>;
export type Pod = z.infer<typeof podSchema>;
export type PodSpec = Pod["spec"];
export type Container = z.infer<typeof container>;
export type Probe = z.infer<typeof probe>;
export type Volume = z.infer<typeof volume>;
