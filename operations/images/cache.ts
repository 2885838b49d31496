import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { RELEASE } from "../../images/base";
import type { Architecture } from "../../images/recipe";
import { withLock } from "../setup/lock";
import type { Report } from "../setup/report";

/** Where everything lies below the cache folder. */
export interface ImageCache {
  readonly root: string;
  readonly architecture: Architecture;
  /** apt's own folders: no root rights, and nothing of the system's apt is touched. */
  readonly apt: string;
  readonly packages: string;
  readonly packageLock: string;
  readonly node: string;
  readonly layers: string;
  readonly archives: string;
}

/** @param cacheDir see `cacheRoot` */
export function imageCache(cacheDir: string, architecture: Architecture): ImageCache {
  const root = resolve(cacheDir, "images");
  const release = join(root, `${RELEASE}-${architecture}`);
  return {
    root,
    architecture,
    apt: join(release, "apt"),
    packages: join(release, "packages"),
    packageLock: join(release, "packages.json"),
    node: join(root, "node"),
    layers: join(root, "layers"),
    archives: join(root, "archives"),
  };
}

/** Runs work while no other process changes the cache. */
export const withCacheLock = <T>(cache: ImageCache, report: Report, work: () => Promise<T>): Promise<T> =>
  withLock(join(cache.root, "images"), report, work);

/** Writes aside, then renames: a reader sees the whole file or none. */
export async function writeWhole(file: string, content: string): Promise<void> {
  await wholeFile(file, (aside) => writeFile(aside, content));
}

/** The same for a file that `write` makes itself. */
export async function wholeFile<T>(file: string, write: (aside: string) => Promise<T>): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}.part`;
  try {
    const result = await write(aside);
    await rename(aside, file);
    return result;
  } finally {
    await rm(aside, { force: true });
  }
}

/** A folder of its own below `parent` for the time of `work`. */
export async function withTemporaryFolder<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, ".work-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes what a killed process left half done. Only under the lock. */
export async function removeLeftovers(cache: ImageCache): Promise<void> {
  for (const folder of [cache.root, cache.packages, cache.node, cache.layers]) {
    const names = await readdir(folder).catch(() => []);
    const leftovers = names.filter((name) => name.startsWith(".work-") || name.endsWith(".part"));
    await Promise.all(leftovers.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  }
}

/** Removes the files of a folder that were not written within so many hours, with what a killed process left. */
export async function removeOlder(folder: string, hours: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const { mtimeMs } = await stat(join(folder, name));
    if (Date.now() - mtimeMs > hours * 3_600_000) await rm(join(folder, name), { recursive: true, force: true });
  }
}
