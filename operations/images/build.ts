import { rm } from "node:fs/promises";

import { RECIPES } from "../../images/index";
import type { Recipe } from "../../images/recipe";
import { mapAtMost } from "../at-most";
import type { BuildContext } from "./build-context";
import { removeLeftovers, withCacheLock } from "./cache";
import { fetchPackages } from "./download";
import { LockedVersionGone, unknownImage } from "./errors";
import { type ImageConfig, imageConfig } from "./image-config";
import { cachedLayer, type Layer, makeLayer } from "./layer-cache";
import { type LayerPlan, layerPlans } from "./layer-plan";
import { type PackageLock } from "./package-lock";
import { recipeHash, tagOf } from "./recipe-hash";
import { completeLock, lockedPackages, resolvePackages } from "./resolve";

/** An image in the cache, ready to be loaded. */
export interface BuiltImage {
  readonly name: string;
  readonly tag: string;
  readonly config: ImageConfig;
  readonly layers: readonly Layer[];
  /** Whether a layer had to be made now. */
  readonly fresh: boolean;
}

/** The recipes of the given names, in that order. */
export function recipesOf(names: readonly string[], recipes: readonly Recipe[] = RECIPES): readonly Recipe[] {
  return names.map((name) => {
    const recipe = recipes.find((candidate) => candidate.name === name);
    if (!recipe)
      throw unknownImage(
        name,
        recipes.map((known) => known.name),
      );
    return recipe;
  });
}

/** The images, from the cache or made now. When all is cached this reads small files only and takes no lock. */
export async function buildImages(context: BuildContext, recipes: readonly Recipe[]): Promise<readonly BuiltImage[]> {
  const lock = await completeLock(context, recipes);
  const cached = lock && (await fromCache(context, recipes, lock));
  return cached ?? withCacheLock(context.cache, context.report, () => makeImages(context, recipes));
}

async function fromCache(context: BuildContext, recipes: readonly Recipe[], lock: PackageLock) {
  const images: BuiltImage[] = [];
  for (const recipe of recipes) {
    const plans = await layerPlans(context, recipe, lock);
    const layers = await Promise.all(plans.map(({ key }) => cachedLayer(context.cache, key)));
    const complete = layers.filter((layer) => layer !== undefined);
    if (complete.length < plans.length) return undefined;
    images.push(await image(context, recipe, { lock, layers: complete, fresh: false }));
  }
  return images;
}

async function makeImages(context: BuildContext, recipes: readonly Recipe[]): Promise<readonly BuiltImage[]> {
  await removeLeftovers(context.cache);
  const lock = await resolvePackages(context, recipes);
  try {
    return await makeAll(context, recipes, lock);
  } catch (error) {
    if (!(error instanceof LockedVersionGone)) throw error;
    context.report(`${error.message}: resolving all packages again`);
    await rm(context.cache.packageLock, { force: true });
    return makeAll(context, recipes, await resolvePackages(context, recipes));
  }
}

async function makeAll(context: BuildContext, recipes: readonly Recipe[], lock: PackageLock) {
  const plans = await Promise.all(recipes.map((recipe) => layerPlans(context, recipe, lock)));
  const made = await makeLayers(context, plans.flat());
  return Promise.all(
    recipes.map((recipe, index) => {
      const own = (plans[index] ?? []).map(({ key }) => made.get(key)).filter((layer) => layer !== undefined);
      return image(context, recipe, {
        lock,
        layers: own.map(({ layer }) => layer),
        fresh: own.some(({ fresh }) => fresh),
      });
    }),
  );
}

interface MadeLayer {
  readonly layer: Layer;
  readonly fresh: boolean;
}

/** Two at a time: unpacking keeps one processor busy per layer. The largest come first, so that none is left alone at the end. */
async function makeLayers(context: BuildContext, plans: readonly LayerPlan[]): Promise<ReadonlyMap<string, MadeLayer>> {
  const made = new Map<string, MadeLayer>();
  const missing = new Map<string, LayerPlan>();
  for (const plan of plans) {
    const layer = await cachedLayer(context.cache, plan.key);
    if (layer) made.set(plan.key, { layer, fresh: false });
    else missing.set(plan.key, plan);
  }
  const largestFirst = [...missing.values()].sort((a, b) => b.packages.length - a.packages.length);
  await fetchPackages(
    context,
    largestFirst.flatMap(({ packages }) => packages),
  );
  await mapAtMost(2, largestFirst, async ({ key, title, fill }) => {
    context.report(`building ${title}`);
    made.set(key, { layer: await makeLayer(context.cache, key, fill), fresh: true });
  });
  return made;
}

interface ImageParts {
  readonly lock: PackageLock;
  readonly layers: readonly Layer[];
  readonly fresh: boolean;
}

async function image(context: BuildContext, recipe: Recipe, { lock, layers, fresh }: ImageParts): Promise<BuiltImage> {
  const tag = tagOf(recipe, await recipeHash(context, recipe));
  const packages = [...lock.base, ...(lockedPackages(context, lock, recipe) ?? [])];
  const diffIds = layers.map(({ diffId }) => diffId);
  const config = imageConfig({ recipe, tag, architecture: context.cache.architecture, diffIds, packages });
  return { name: recipe.name, tag, config, layers, fresh };
}
