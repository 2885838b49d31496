import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Environment } from "../../config";
import { STACK_FILE } from "../manifest";
import { stackFolder, type ProjectPaths } from "../project";
import { synth } from "../synth";
import { notInBucket, stackToName, stackUnknown } from "./errors";

const s3Backend = z.looseObject({
  bucket: z.string(),
  key: z.string(),
  region: z.string(),
  endpoints: z.looseObject({ s3: z.string().optional() }).optional(),
});

/** Where a stack's state lies, as its JSON says it. */
export type S3Backend = z.output<typeof s3Backend>;

const stackJson = z.looseObject({
  terraform: z.looseObject({
    backend: z.looseObject({ s3: s3Backend.optional(), local: z.looseObject({}).optional() }),
  }),
});

export interface StatePlace {
  readonly stack: string;
  readonly backend: S3Backend;
}

/** The word that asks `main.js` for the bootstrap stack in place of the environment's own ones. */
const BOOTSTRAP = "--bootstrap";

export const bootstrapStackOf = (environment: string): string => `${environment}-bootstrap`;

export const synthBootstrap = (paths: ProjectPaths, { file }: Environment): Promise<void> =>
  synth(paths, [BOOTSTRAP, file]);

/**
 * Where the state of one stack of an environment lies.
 *
 * @param named the stack; may be left out where there is one
 * @throws BulwarkError with exit code 2 for state on this machine, and where the stack is unknown or must be named
 */
export async function placeOf(paths: ProjectPaths, environment: Environment, named?: string): Promise<StatePlace> {
  const { name, file, settings } = environment;
  if ("local" in settings.state) throw notInBucket(name);
  if (named === bootstrapStackOf(name)) {
    await synthBootstrap(paths, environment);
    return { stack: named, backend: backendIn(stackFolder(paths, named), name) };
  }
  await synth(paths, [file]);
  const stacks = synthesized(paths);
  const stack = named ?? (stacks.length === 1 ? stacks[0] : undefined);
  if (stack === undefined) throw stackToName(name, [...stacks, bootstrapStackOf(name)]);
  if (!stacks.includes(stack)) throw stackUnknown(name, stack, stacks);
  return { stack, backend: backendIn(stackFolder(paths, stack), name) };
}

export function backendIn(folder: string, environment: string): S3Backend {
  const { s3 } = read(folder).terraform.backend;
  if (!s3) throw notInBucket(environment);
  return s3;
}

/** Makes Terraform keep the stack's state in a file, or where it was synthesized to keep it, when no file is named. */
export function writeBackend(folder: string, backend: object): void {
  const json = read(folder);
  const terraform = { ...json.terraform, backend };
  writeFileSync(join(folder, STACK_FILE), JSON.stringify({ ...json, terraform }, undefined, 2));
}

const read = (folder: string) => stackJson.parse(JSON.parse(readFileSync(join(folder, STACK_FILE), "utf8")));

/** What the last run wrote; stacks of earlier ones lie beside them. */
function synthesized({ output }: ProjectPaths): readonly string[] {
  const manifest = join(output, "manifest.json");
  if (!existsSync(manifest)) return readdirSync(join(output, "stacks"));
  const { stacks } = JSON.parse(readFileSync(manifest, "utf8")) as {
    readonly stacks: Readonly<Record<string, unknown>>;
  };
  return Object.keys(stacks);
}
