import { existsSync, readFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { packageRoot } from "../../config/package-root";
import { hashOf } from "../images/content-hash";
import { synthesizedReleases } from "../kubernetes/releases";
import { hashOfFolder, sha256Of } from "../setup/content";
import { LOCK_FILE } from "../terraform/lock-file";
import type { TerraformRunner } from "../terraform/runner";

/** What an apply depends on, by name: SHA-256 in hexadecimal digits, a version, or an id. */
export type Parts = Readonly<Record<string, string>>;

/** What Terraform writes into the folder of a stack; all else there is synthesized. */
const OF_TERRAFORM = /^(\.terraform|\.terraform\.lock\.hcl|plan\.tfplan|.*\.tfstate(\..*)?)$/;

/** @param path below the stack's folder */
const isSynthesized = (path: string): boolean => path.split(sep).every((name) => !OF_TERRAFORM.test(name));

/** The synthesized tree of a stack, without what Terraform put into it. */
export async function copySynthesized(stackFolder: string, to: string): Promise<void> {
  await cp(stackFolder, to, {
    recursive: true,
    filter: (path) => isSynthesized(relative(stackFolder, path)),
  });
}

export interface PartsOptions {
  /** Where Terraform runs, after `init`. */
  readonly stackFolder: string;
  readonly terraform: TerraformRunner;
  /** The environment's YAML. */
  readonly environmentFile: string;
  /** What each image is where it would run, by its reference. */
  readonly images: Readonly<Record<string, string>>;
}

/** Everything but the plan itself, as it is now. */
export async function partsNow({ stackFolder, terraform, environmentFile, images }: PartsOptions): Promise<Parts> {
  const state = await terraform.pullState();
  return {
    state: state && state.resources.length > 0 ? `${state.lineage} ${state.serial}` : "nothing is deployed",
    synthesized: await hashOfFolder(stackFolder, isSynthesized),
    "lock file": await hashOfFile(join(stackFolder, LOCK_FILE)),
    environment: await hashOfFile(environmentFile),
    ...(await charts(stackFolder)),
    ...Object.fromEntries(Object.entries(images).map(([reference, id]) => [`image ${reference}`, id])),
    ...(await terraform.versions()),
    bulwark: ownVersion(),
  };
}

async function charts(stackFolder: string): Promise<Parts> {
  const folders = new Set(synthesizedReleases(stackFolder).map(({ chart }) => chart));
  const hashed = [...folders].map(
    async (folder) =>
      [
        `chart ${relative(stackFolder, folder)}`,
        existsSync(folder) ? await hashOfFolder(folder) : "not on disk",
      ] as const,
  );
  return Object.fromEntries(await Promise.all(hashed));
}

function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as {
    readonly version: string;
  };
  return version;
}

const hashOfFile = async (file: string): Promise<string> => (existsSync(file) ? sha256Of(file) : "none");

/** One digest over the parts of one or several stacks. */
export const digestOf = (stacks: Readonly<Record<string, Parts>>): string => hashOf(stacks);

/** In words, what is another thing than it was. */
export function differencesBetween(reviewed: Parts, now: Parts): readonly string[] {
  const names = [...new Set([...Object.keys(reviewed), ...Object.keys(now)])].sort();
  return names
    .filter((name) => reviewed[name] !== now[name])
    .map((name) => `${name}: ${shown(reviewed[name])} → ${shown(now[name])}`);
}

/** A hash is known by its first digits. */
const shown = (value: string | undefined): string =>
  value === undefined ? "none" : /^[0-9a-f]{64}$/.test(value) ? value.slice(0, 12) : value;
