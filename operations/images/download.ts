import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";

import { openApt, downloadPackages } from "./apt";
import { mapAtMost } from "../at-most";
import type { BuildContext } from "./build-context";
import { withTemporaryFolder } from "./cache";
import { digestOfFile } from "./content-hash";
import { checksumMismatch, packageFileMissing } from "./errors";
import type { LockedPackage } from "./package-lock";

/** Where the file of a package lies in the cache. */
export const packageFile = (context: BuildContext, locked: LockedPackage): string =>
  join(context.cache.packages, locked.file);

/** Makes sure that every package lies in the cache with the content that was locked; what is missing or damaged is fetched. */
export async function fetchPackages(context: BuildContext, wanted: readonly LockedPackage[]): Promise<void> {
  const distinct = [...new Map(wanted.map((locked) => [locked.file, locked])).values()];
  const sound = await mapAtMost(2, distinct, (locked) => isSound(context, locked));
  const missing = distinct.filter((_locked, index) => !sound[index]);
  if (missing.length === 0) return;
  context.report(`downloading ${missing.length} Debian packages`);
  await withTemporaryFolder(context.cache.packages, (folder) => download(context, missing, folder));
}

async function download(context: BuildContext, missing: readonly LockedPackage[], folder: string): Promise<void> {
  const apt = await openApt(context.cache.apt, context.cache.architecture, context.sources);
  const names = missing.map(({ name, version }) => `${name}=${version}`);
  await downloadPackages(apt, names, folder);
  for (const locked of missing) {
    const file = join(folder, locked.file);
    if (!existsSync(file)) throw packageFileMissing(locked);
    const got = await digestOfFile(file, "sha256", "hex");
    if (got !== locked.sha256) throw checksumMismatch(locked.file, locked.sha256, got);
    await rename(file, packageFile(context, locked));
  }
}

async function isSound(context: BuildContext, locked: LockedPackage): Promise<boolean> {
  const file = packageFile(context, locked);
  if (!existsSync(file)) return false;
  if ((await digestOfFile(file, "sha256", "hex")) === locked.sha256) return true;
  context.report(`${locked.file} in the cache is damaged: fetching it again`);
  await rm(file, { force: true });
  return false;
}
