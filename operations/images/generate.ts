import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import { BASE, NEVER_INSTALLED } from "../../images/base";
import { RECIPES } from "../../images/index";
import { recipeHash, tagOf } from "./recipe-hash";
import { packageRoot } from "../../config/package-root";

const lockSchema = z.record(z.string(), z.strictObject({ tag: z.string(), recipeHash: z.string() }));

/** Which tag an image has; committed, so that synth never hashes. By name. */
export type ImageLock = Readonly<z.infer<typeof lockSchema>>;

const lockFile = (root: string): string => join(root, "images", "lock.json");

/** The lock as the recipes say it. */
export async function computeImageLock(root: string = packageRoot()): Promise<ImageLock> {
  const entries = RECIPES.map(async (recipe) => {
    const hash = await recipeHash({ root, base: BASE, neverInstalled: NEVER_INSTALLED }, recipe);
    return [recipe.name, { tag: tagOf(recipe, hash), recipeHash: hash }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The committed lock. */
export const readImageLock = async (root: string = packageRoot()): Promise<ImageLock> =>
  lockSchema.parse(JSON.parse(await readFile(lockFile(root), "utf8")));

/** Writes `images/lock.json`; part of `npm run generate`. */
export async function generateImageLock(root: string = packageRoot()): Promise<void> {
  await writeFile(lockFile(root), `${JSON.stringify(await computeImageLock(root), null, 2)}\n`);
}

/** Names whose committed entry differs from what the recipes say. */
export function staleNames(committed: ImageLock, computed: ImageLock): readonly string[] {
  const names = new Set([...Object.keys(committed), ...Object.keys(computed)]);
  return [...names].filter((name) => committed[name]?.recipeHash !== computed[name]?.recipeHash).sort();
}
