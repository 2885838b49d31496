import { z } from "zod";
import { quantity } from "./quantity";

/**
 * What facts come from, of the types that the API server knows. Anything else in them is somebody else's, and null is
 * absent: a chart writes it for an empty value.
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
const text = z.string().nullish();
const flag = z.boolean().nullish();
const count = z.int().nonnegative().nullish();
/** 0 is how Go says that nothing was said. */
const countOrUnset = count.transform((amount) => (amount === 0 ? undefined : amount));
const words = z.array(z.string()).nullish();

const securityOfBoth = {
  runAsUser: count,
  runAsGroup: count,
  runAsNonRoot: flag,
  seccompProfile: z.object({ type: z.enum(["Unconfined", "RuntimeDefault", "Localhost"]) }).nullish(),
};

const resources = z.object({
  limits: z.object({ memory: quantity.nullish(), cpu: quantity.nullish() }).nullish(),
});

const probe = z.object({
  exec: z.object({ command: words }).nullish(),
  httpGet: z.object({}).nullish(),
  tcpSocket: z.object({}).nullish(),
  grpc: z.object({}).nullish(),
  periodSeconds: countOrUnset,
  timeoutSeconds: countOrUnset,
});

const container = z.object({
  name: z.string(),
  image: text,
  command: words,
  args: words,
  env: z.array(z.object({ name: z.string(), value: text, valueFrom: z.object({}).nullish() })).nullish(),
  ports: z.array(z.object({ containerPort: z.int(), hostPort: countOrUnset, hostIP: text })).nullish(),
  resources: resources.nullish(),
  securityContext: z
    .object({
      ...securityOfBoth,
      privileged: flag,
      allowPrivilegeEscalation: flag,
      readOnlyRootFilesystem: flag,
      capabilities: z.object({ add: words, drop: words }).nullish(),
    })
    .nullish(),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string(), readOnly: flag, subPath: text })).nullish(),
  readinessProbe: probe.nullish(),
  livenessProbe: probe.nullish(),
  restartPolicy: text,
});

const volume = z.object({
  name: z.string(),
  hostPath: z.object({ path: z.string() }).nullish(),
  emptyDir: z.object({ medium: text }).nullish(),
  persistentVolumeClaim: z.object({ claimName: z.string(), readOnly: flag }).nullish(),
  configMap: z.object({ name: text }).nullish(),
  secret: z.object({ secretName: text }).nullish(),
  projected: z.object({}).nullish(),
  downwardAPI: z.object({}).nullish(),
});

const podSpec = z.object({
  containers: z.array(container),
  initContainers: z.array(container).nullish(),
  ephemeralContainers: z.array(container).nullish(),
  volumes: z.array(volume).nullish(),
  securityContext: z.object(securityOfBoth).nullish(),
  resources: resources.nullish(),
  hostNetwork: flag,
  hostPID: flag,
  hostIPC: flag,
  restartPolicy: text,
});

/** The annotation is Bulwark's own. */
const annotations = z.object({ "bulwark.path": text }).nullish();

export const metadataSchema = z.object({ name: text, generateName: text, namespace: text, annotations });

/** A Pod, and what others make Pods from. */
export const podSchema = z.object({ metadata: z.object({ annotations }).nullish(), spec: podSpec });

export type PodSpec = z.infer<typeof podSpec>;
export type Container = z.infer<typeof container>;
export type Probe = z.infer<typeof probe>;
export type Volume = z.infer<typeof volume>;
