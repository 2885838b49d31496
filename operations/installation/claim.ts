import { hostname, userInfo } from "node:os";
import type Docker from "dockerode";
import { z } from "zod";
import type { HeldFolder } from "../engine/holder";
import { withHostFolder } from "../engine/holder";
import { containerSchema, type Manifest } from "../manifest";
import { HOST_FOLDER, ROOT } from "../secrets/paths";
import { environmentFolders } from "../secrets/folders";
import { claimUnreadable } from "./errors";

const generation = z.strictObject({
  /** What the layer's YAML said, with its defaults. */
  settings: z.unknown(),
  containers: z.array(containerSchema),
  /** Terraform's blocks by name: containers and jobs of the layer, and what carries its configuration. */
  resources: z.record(z.string(), z.unknown()),
});

const layer = z.strictObject({
  current: generation,
  previous: generation.optional(),
});

const schema = z.strictObject({
  schemaVersion: z.literal(1),
  installation: z.string(),
  by: z.string(),
  folder: z.string(),
  since: z.string(),
  /** What was last found healthy of each layer that rolls, and what before that. */
  layers: z.record(z.string(), layer).default({}),
  /** Seconds without service when a component was last restarted. */
  restartSeconds: z.record(z.string(), z.number()).default({}),
});

export type Generation = z.output<typeof generation>;

/**
 * To which installation an environment's name belongs on a Docker host. Names of containers, networks and volumes start
 * with the environment's: two installations of one name would take each other's for their own.
 */
export type Claim = z.output<typeof schema>;

export function newClaim(installation: string, folder: string): Claim {
  return {
    schemaVersion: 1,
    installation,
    by: `${userInfo().username}@${hostname()}`,
    folder,
    since: new Date().toISOString(),
    layers: {},
    restartSeconds: {},
  };
}

/** Undefined where nobody has claimed the name yet. */
export async function readClaim(docker: Docker, { environment }: Manifest): Promise<Claim | undefined> {
  const read = (held: HeldFolder) => held.readFiles(fileOf(environment));
  const { files } = await withHostFolder(docker, HOST_FOLDER, read, { create: false });
  const [file] = files;
  if (!file) return undefined;
  const parsed = schema.safeParse(jsonOf(file.content));
  if (!parsed.success) throw claimUnreadable(`${HOST_FOLDER}/${fileOf(environment)}`);
  return parsed.data;
}

export async function writeClaim(docker: Docker, { environment }: Manifest, claim: Claim): Promise<void> {
  const content = Buffer.from(`${JSON.stringify(claim)}\n`);
  const file = { path: fileOf(environment), uid: ROOT, gid: ROOT, mode: 0o444, content };
  await withHostFolder(docker, HOST_FOLDER, (held) => held.putFiles([file], environmentFolders(environment)));
}

const fileOf = (environment: string) => `${environment}/installation.json`;

function jsonOf(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString());
  } catch {
    return undefined;
  }
}
