import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";

import { z } from "zod";

import { writeWhole } from "./cache";

const lockedPackage = z.strictObject({
  name: z.string(),
  version: z.string(),
  architecture: z.string(),
  /** The name that apt gives the downloaded file. */
  file: z.string(),
  /** Hex, from the archive's signed lists. */
  sha256: z.string().length(64),
});

const packageLock = z.strictObject({
  formatVersion: z.literal(1),
  /** Hash of what was asked for. */
  baseRequest: z.string(),
  base: z.array(lockedPackage).readonly(),
  /** By hash of what was asked for: what an image has beyond the base. */
  images: z.record(z.string(), z.array(lockedPackage).readonly()),
});

/** One Debian package in one version. */
export type LockedPackage = Readonly<z.infer<typeof lockedPackage>>;

/** Which version of every package goes into which layer. It lies in the cache, since the archive drops old versions. */
export type PackageLock = Readonly<z.infer<typeof packageLock>>;

/** The lock, or undefined when there is none that fits this version of Bulwark. */
export async function readPackageLock(file: string): Promise<PackageLock | undefined> {
  if (!existsSync(file)) return undefined;
  const parsed = packageLock.safeParse(parsedJson(await readFile(file, "utf8")));
  return parsed.success ? parsed.data : undefined;
}

export const writePackageLock = (file: string, lock: PackageLock): Promise<void> =>
  writeWhole(file, `${JSON.stringify(lock, null, 1)}\n`);

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
