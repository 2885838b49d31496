import { mkdir, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { isIntact, seal } from "./content";
import { withLock } from "./lock";
import type { Report } from "./report";

/** Something that is made once and kept: a download or a build. */
export interface CacheEntry {
  /** The cache's folder, see `cacheRoot`. */
  readonly root: string;
  /** What it is: "opentofu", "docker-provider". */
  readonly name: string;
  /** Its own version; a new version is a new entry, the old one stays until the cache is deleted. */
  readonly version: string;
  /** Hash of all that decides its content; a changed recipe is a new entry. */
  readonly recipeHash: string;
  /** Fills the empty folder that it is given. */
  readonly make: (folder: string) => Promise<void>;
  readonly report: Report;
}

/** `$BULWARK_CACHE`, else `~/.cache/bulwark`. All of it can be deleted at any time while no bulwark runs. */
export function cacheRoot(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env["BULWARK_CACHE"] ?? "";
  return chosen === "" ? join(homedir(), ".cache", "bulwark") : resolve(chosen);
}

/** Where an entry lies once it is made. */
export function cachedAt({ root, name, version, recipeHash }: Omit<CacheEntry, "make" | "report">): string {
  return join(root, name, `${version}-${recipeHash.slice(0, 16)}`);
}

/**
 * The folder of an entry, made first when it is not there or was damaged. It is made aside and renamed, under a lock:
 * whoever looks sees nothing or all of it, and two that want it at once make it once.
 */
export async function cached(entry: CacheEntry): Promise<string> {
  const target = cachedAt(entry);
  if (await isIntact(target)) return target;
  return withLock(join(entry.root, "locks", `${entry.name}-${entry.version}`), entry.report, async () => {
    if (await isIntact(target)) return target;
    if (await exists(target)) entry.report(`${target} is damaged and is made again`);
    await makeAside(entry, target);
    return target;
  });
}

async function makeAside(entry: CacheEntry, target: string): Promise<void> {
  const aside = `${target}.part`; // left over when a maker was killed; ours alone, since we hold the lock
  await removeAll(aside);
  await mkdir(aside, { recursive: true });
  try {
    await entry.make(aside);
    await seal(aside);
    await removeAll(target);
    await mkdir(dirname(target), { recursive: true });
    await rename(aside, target);
  } finally {
    await removeAll(aside);
  }
}

const removeAll = (folder: string) => rm(folder, { recursive: true, force: true });

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
