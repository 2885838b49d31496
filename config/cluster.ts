import { z } from "zod";

const name = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "a name in Kubernetes: lower-case letters, digits, dots and hyphens");

/** As `Cluster` of the construct library, in YAML's words. */
export const clusterSettings = z.strictObject({
  kubeconfig: z
    .string()
    .regex(/^(\/|~\/)./, "a path that starts with / or ~/")
    .optional()
    .describe("file with the way to the cluster, on the machine that applies; ~/.kube/config when left out"),
  context: z
    .string()
    .min(1)
    .optional()
    .describe("context of that file, never the current one; the environment's name when left out"),
  domain: z.string().min(1).default("cluster.local").describe("domain of the cluster's Services"),
  pullSecrets: z.array(name).default([]).describe("Secrets with logins for registries, in the platform's namespaces"),
  storage: z
    .strictObject({
      className: name.optional().describe("storage class for volumes of one pod; the cluster's default when left out"),
      sharedClass: name
        .optional()
        .describe("storage class that many nodes mount at once, such as EFS; backups and ACME need one"),
    })
    .prefault({})
    .describe("where volumes come from"),
  wayIn: z
    .strictObject({
      type: z
        .enum(["LoadBalancer", "NodePort", "ClusterIP"])
        .default("LoadBalancer")
        .describe("type of the Service before the way in"),
      annotations: z.record(z.string(), z.string()).default({}).describe("what the cloud's controller reads"),
      sourceRanges: z
        .array(z.cidrv4())
        .default([])
        .describe("CIDRs that a load balancer lets in; everybody when empty"),
    })
    .prefault({})
    .describe("how the way in is reached"),
  externalSecrets: z
    .strictObject({
      store: name.describe("name of the store"),
      kind: z.enum(["SecretStore", "ClusterSecretStore"]).default("ClusterSecretStore").describe("kind of the store"),
    })
    .optional()
    .describe("the External Secrets operator fills the Secrets; `up` does when left out"),
  certManager: z
    .strictObject({
      issuer: name.describe("name of the issuer"),
      kind: z.enum(["Issuer", "ClusterIssuer"]).default("ClusterIssuer").describe("kind of the issuer"),
    })
    .optional()
    .describe("cert-manager issues the way in's certificate; the environment's own CA signs it when left out"),
  serviceMonitors: z
    .boolean()
    .default(false)
    .describe("the cluster has the Prometheus operator: every component with metrics gets a ServiceMonitor"),
  timeoutSeconds: z
    .number()
    .int()
    .min(10)
    .max(3600)
    .optional()
    .describe(
      "a release that is not ready after so long is rolled back; 300, or what its start and its migrations may take, when left out",
    ),
});
