import { homedir } from "node:os";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { environmentName, readComment, secretName, SecretKind } from "../manifest";

/** A namespace, a Secret, a release: what Kubernetes takes as a name. */
const objectName = z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "must be a name in Kubernetes");

const secretRef = z.strictObject({
  name: secretName,
  kind: z.enum(SecretKind),
  of: secretName.optional(),
  hosts: z.array(z.string()).optional(),
  givenFile: z.string().optional(),
});

const release = z.strictObject({
  component: objectName,
  path: z.string(),
  namespace: objectName,
  address: z.string(),
  kind: z.enum(["Deployment", "StatefulSet", "DaemonSet"]),
  image: z.string(),
  port: z.number().int().optional(),
  publishes: z.array(z.number().int()),
  schedules: z.array(z.string()),
  keepsData: z.boolean(),
  exceptions: z.array(z.strictObject({ protection: z.string(), detail: z.string(), reason: z.string() })),
  declaredAt: z.string().optional(),
});

const schema = z.strictObject({
  target: z.literal("kubernetes"),
  environment: environmentName,
  kubeconfig: z.string().optional(),
  context: z.string(),
  namespaces: z.array(objectName).min(1),
  releases: z.array(release),
  secrets: z.array(z.strictObject({ name: objectName, namespace: objectName, files: z.record(secretName, secretRef) })),
  routes: z.array(z.strictObject({ component: z.string(), path: z.string(), auth: z.string() })),
  leftOut: z.array(z.string()),
});

/** What the operations must know of a stack of the Kubernetes target and Terraform need not. */
export type KubernetesManifest = z.output<typeof schema>;
export type ReleaseEntry = KubernetesManifest["releases"][number];
export type SecretObject = KubernetesManifest["secrets"][number];

/** Terraform's, of the release that makes the namespaces; all others wait for it. */
export const NAMESPACES = "helm_release.namespaces";

/**
 * The manifest that the Kubernetes target left in a stack's Terraform JSON. `stackFolder` is `<out>/stacks/<stack>`.
 *
 * @throws BulwarkError with exit code 2 when the stack is not synthesized, or by another version of Bulwark
 */
export function readKubernetesManifest(stackFolder: string): KubernetesManifest {
  return readComment(stackFolder, schema);
}

/** Files that the YAML names lie beside it, wherever the command is started; `~` is the home of whoever applies. */
export function besideFile(manifest: KubernetesManifest, file: string): KubernetesManifest {
  const { kubeconfig, secrets } = manifest;
  return {
    ...manifest,
    ...(kubeconfig === undefined ? {} : { kubeconfig: kubeconfig.replace(/^~(?=\/)/, homedir()) }),
    secrets: secrets.map((secret) => ({ ...secret, files: withFiles(secret.files, dirname(file)) })),
  };
}

function withFiles(files: SecretObject["files"], folder: string): SecretObject["files"] {
  return Object.fromEntries(
    Object.entries(files).map(([key, ref]) => [
      key,
      ref.givenFile === undefined ? ref : { ...ref, givenFile: resolve(folder, ref.givenFile) },
    ]),
  );
}

/** Where what belongs to no component alone is kept: the CA of the environment, passwords that only people type. */
export const ownNamespace = ({ environment }: Pick<KubernetesManifest, "environment">) => environment;
