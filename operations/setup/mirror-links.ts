import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";

import type { Mirror, MirroredProvider } from "./mirrors";
import type { Platform } from "./platform";
import type { Flavour } from "./terraform";

/** Whose name a provider has when its source names no registry. */
const HOME_REGISTRY: Readonly<Record<Flavour, string>> = {
  terraform: "registry.terraform.io",
  opentofu: "registry.opentofu.org",
};

/** What a provider is called by a flavour that reads `namespace/type` in a stack. */
export function sourceFor(flavour: Flavour, provider: string): string {
  return `${HOME_REGISTRY[flavour]}/${provider}`;
}

/** One link: the name that the flavour looks for, and what it stands for. */
export interface MirrorLink {
  /** Below the new mirror. */
  readonly path: string;
  /** Absolute. */
  readonly target: string;
}

export interface LinkOptions {
  readonly cacheRoot: string;
  readonly flavour: Flavour;
  readonly machine: Platform;
}

/**
 * Terraform and OpenTofu look for the same provider under different registries. What the mirrors hold only under the
 * other one's name is offered under both, through a folder of links in the cache.
 */
export async function withLinks(mirrors: readonly Mirror[], options: LinkOptions): Promise<readonly Mirror[]> {
  const { providers, links } = linksFor(mirrors, options.flavour, options.machine);
  if (providers.length === 0) return mirrors;
  const hash = createHash("sha256").update(JSON.stringify(links)).digest("hex").slice(0, 16);
  const path = join(options.cacheRoot, "mirror-links", hash);
  if (!existsSync(path)) await makeLinks(path, links);
  return [...mirrors, { path, providers }];
}

/** Which links are missing; unpacked and packed versions alike. */
export function linksFor(mirrors: readonly Mirror[], flavour: Flavour, { os, arch }: Platform) {
  const known = new Set(mirrors.flatMap(({ providers }) => providers.map(({ source }) => source)));
  const providers: MirroredProvider[] = [];
  const links: MirrorLink[] = [];
  for (const mirror of mirrors) {
    for (const { source, versions } of mirror.providers) {
      const wanted = renamed(source, flavour);
      if (known.has(wanted)) continue;
      providers.push({ source: wanted, versions });
      for (const version of versions) links.push(linkFor(join(mirror.path, source), wanted, version, `${os}_${arch}`));
    }
  }
  return { providers, links };
}

const renamed = (source: string, flavour: Flavour): string => sourceFor(flavour, source.split("/").slice(1).join("/"));

function linkFor(from: string, to: string, version: string, osArch: string): MirrorLink {
  const zip = `terraform-provider-${to.split("/").at(-1)}_${version}_${osArch}.zip`;
  const inside = existsSync(join(from, zip)) ? zip : join(version, osArch);
  return { path: join(to, inside), target: join(from, inside) };
}

async function makeLinks(folder: string, links: readonly MirrorLink[]): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const aside = await mkdtemp(`${folder}.`);
  for (const { path, target } of links) {
    await mkdir(join(aside, dirname(path)), { recursive: true });
    await symlink(target, join(aside, path)).catch(ignoreExisting); // the first of two mirrors counts
  }
  await rename(aside, folder).catch(ignoreExisting); // another bulwark was faster
  await rm(aside, { recursive: true, force: true });
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST" && error.code !== "ENOTEMPTY") throw error;
}
