import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

import { manifestForeign, stackNotJson, stackNotSynthesized, stackWithoutManifest } from "./manifest/errors";

/** How the value of a secret comes to be. The values are those of the construct library's `SecretKind`. */
export enum SecretKind {
  /** 32 random bytes, URL-safe, without a line end. */
  PASSWORD = "password",
  /** As a password; `rotate` leaves it as it is, since what was encrypted with it would be lost. */
  KEY = "key",
  /** A certificate of the environment's own CA with its key, as one PEM file. */
  CERTIFICATE = "certificate",
  /** The certificate of the environment's own CA. */
  CA_CERTIFICATE = "ca-certificate",
  /** HAProxy's `userlist` section for the password named in `of`. */
  USERLIST = "userlist",
}

/** When a job runs: before its component's containers start, once they exist, or before each new generation of them. */
export enum JobPhase {
  BEFORE = "before",
  AFTER = "after",
  ROLL = "roll",
}

/** What becomes of a volume: data outlives everything but `down --volumes`, shared is made anew when missing. */
export enum VolumeContent {
  DATA = "data",
  SHARED = "shared",
}

/** Both become parts of paths on the Docker host: nothing that could lead out of a folder. */
export const environmentName = z.string().regex(/^[a-z][a-z0-9-]*$/, "must be lower-case letters, digits and hyphens");
export const secretName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "must be a plain file name");

const published = z.strictObject({ address: z.string(), hostPort: z.number().int(), port: z.number().int() });
const exception = z.strictObject({ protection: z.string(), detail: z.string(), reason: z.string() });

export const containerSchema = z.strictObject({
  address: z.string(),
  path: z.string(),
  name: z.string(),
  component: z.string(),
  image: z.string(),
  user: z.string(),
  lifecycle: z.string(),
  memoryBytes: z.number(),
  cpus: z.number(),
  processes: z.number().int(),
  port: z.number().int().optional(),
  schedule: z.string().optional(),
  networks: z.array(z.string()),
  publishes: z.array(published),
  exceptions: z.array(exception),
  declaredAt: z.string().optional(),
});

const job = z.strictObject({
  address: z.string(),
  name: z.string(),
  component: z.string(),
  phase: z.enum(JobPhase),
});

const check = z.strictObject({
  component: z.string(),
  name: z.string(),
  image: z.string(),
  user: z.string(),
  memoryMiB: z.number(),
  command: z.array(z.string()),
  configVolume: z.string(),
  secrets: z.array(z.strictObject({ source: z.string(), target: z.string() })),
});

const restore = z.strictObject({
  component: z.string(),
  image: z.string(),
  user: z.string(),
  memoryMiB: z.number(),
  processes: z.number().int(),
  command: z.array(z.string()),
  networks: z.array(z.string()),
  mounts: z.array(
    z.strictObject({
      type: z.enum(["bind", "volume"]),
      source: z.string(),
      target: z.string(),
      readOnly: z.boolean(),
    }),
  ),
  temporary: z.record(z.string(), z.string()),
});

const volume = z.strictObject({
  name: z.string(),
  component: z.string(),
  content: z.enum(VolumeContent),
  path: z.string(),
  imageVersion: z.string(),
});

const secret = z.strictObject({
  name: secretName,
  kind: z.enum(SecretKind),
  of: secretName.optional(),
  hosts: z.array(z.string()).optional(),
  givenFile: z.string().optional(),
  uid: z.number().int().min(0),
  gid: z.number().int().min(0),
});

const schema = z.strictObject({
  environment: environmentName,
  docker: z.string(),
  containers: z.array(containerSchema),
  jobs: z.array(job),
  checks: z.array(check),
  restores: z.array(restore),
  backup: z.string().optional(),
  hostFolders: z.array(
    z.strictObject({
      path: z.string().startsWith("/", "must be absolute"),
      uid: z.number().int().min(1),
      gid: z.number().int().min(1),
    }),
  ),
  leftOut: z.array(z.string()),
  configHolder: z.string().optional(),
  networks: z.array(z.strictObject({ name: z.string(), internal: z.boolean() })),
  volumes: z.array(volume),
  configVolumes: z.array(z.string()),
  secrets: z.array(secret),
  routes: z.array(z.strictObject({ component: z.string(), path: z.string(), auth: z.string() })),
});

/** As cdktf names it. */
export const STACK_FILE = "cdk.tf.json";

/** What the operations must know of a synthesized stack and Terraform need not. */
export type Manifest = z.output<typeof schema>;
export type SecretEntry = Manifest["secrets"][number];
export type ContainerEntry = Manifest["containers"][number];
export type JobEntry = Manifest["jobs"][number];
export type RestoreEntry = Manifest["restores"][number];
export type CheckEntry = Manifest["checks"][number];

/**
 * The manifest that the Docker target left in a stack's Terraform JSON. `stackFolder` is `<out>/stacks/<stack>`.
 *
 * @throws BulwarkError with exit code 2 when the stack is not synthesized, or by another version of Bulwark
 */
export function readManifest(stackFolder: string): Manifest {
  return readComment(stackFolder, schema);
}

/** The same for what another target left there, by that one's schema. */
export function readComment<T extends z.ZodType>(stackFolder: string, expected: T): z.output<T> {
  const file = join(stackFolder, STACK_FILE);
  const comment = topLevel(file)["//"] as { readonly bulwark?: unknown } | undefined;
  if (comment?.bulwark === undefined) throw stackWithoutManifest(file);
  const parsed = expected.safeParse(JSON.parse(withoutTemplates(JSON.stringify(comment.bulwark))));
  if (!parsed.success) throw manifestForeign(file, parsed.error.issues.map(inWords));
  return parsed.data;
}

/**
 * Takes back what made the text plain to Terraform: `$${` means `${` there, `%%{` means `%{`.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function withoutTemplates(text: string): string {
  return text.replace(/([$%])\1\{/g, "$1{");
}

/** Terraform's JSON of a stack, as far as operations read it. */
export interface SynthesizedStack {
  readonly terraform: {
    readonly backend: { readonly local?: { readonly path: string }; readonly s3?: { readonly bucket: string } };
  };
  readonly resource: { readonly docker_container: Readonly<Record<string, unknown>> };
}

/** The name of a container's block in the JSON, by Terraform's address. */
export const blockName = (address: string) => address.replace(/^docker_container\./, "");

/** The whole Terraform JSON of a synthesized stack. */
export function readStack(stackFolder: string): SynthesizedStack {
  return topLevel(join(stackFolder, STACK_FILE)) as object as SynthesizedStack;
}

function topLevel(file: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw stackNotSynthesized(file);
  }
  try {
    return Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
  } catch {
    throw stackNotJson(file);
  }
}

function inWords({ path, message }: z.core.$ZodIssue): string {
  return `${path.length === 0 ? "manifest" : path.join(".")}: ${message}`;
}
