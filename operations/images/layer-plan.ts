import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { NEVER_COPIED } from "../../images/base";
import type { LayerRecipe, Recipe } from "../../images/recipe";
import { applicationHash, writeApplicationLayer } from "./application";
import type { BuildContext } from "./build-context";
import { hashOf, hashOfBytes } from "./content-hash";
import { packageFile } from "./download";
import { type LayerWriter, LATEST_TIME } from "./layer-writer";
import { fetchNode, writeNodeLayer } from "./node-binary";
import { writePackageLayer } from "./package-layer";
import type { LockedPackage, PackageLock } from "./package-lock";
import { lockedPackages } from "./resolve";

/** To be raised when the same recipe and packages give other bytes than before. */
export const BUILDER_VERSION = 1;

/** A layer that may have to be made: what it is, the key of its content, and how. */
export interface LayerPlan {
  readonly title: string;
  readonly key: string;
  /** Debian packages to have in the cache (`fetchPackages`) before `fill`. */
  readonly packages: readonly LockedPackage[];
  readonly fill: (writer: LayerWriter) => Promise<void>;
}

/** The layers of an image from the lowest up: what changes rarely first. */
export async function layerPlans(
  context: BuildContext,
  recipe: Recipe,
  lock: PackageLock,
): Promise<readonly LayerPlan[]> {
  const own = lockedPackages(context, lock, recipe) ?? [];
  return [
    await packagePlan(context, "the base layer", context.base, lock.base),
    await packagePlan(context, recipe.name, recipe, own),
    ...(recipe.node ? [nodePlan(context, recipe.node)] : []),
    ...(recipe.application ? [await applicationPlan(context, recipe.application)] : []),
  ];
}

async function packagePlan(
  context: BuildContext,
  title: string,
  recipe: LayerRecipe,
  packages: readonly LockedPackage[],
): Promise<LayerPlan> {
  const folder = join(context.root, "images", "files");
  const sources = packages.map((locked) => ({ name: locked.name, file: packageFile(context, locked) }));
  return {
    title,
    key: keyOf(layerContent(recipe), await fileHashes(folder, recipe), packages),
    packages,
    fill: (writer) => writePackageLayer(writer, recipe, sources, folder),
  };
}

function nodePlan(context: BuildContext, node: NonNullable<Recipe["node"]>): LayerPlan {
  return {
    title: `Node.js ${node.version}`,
    key: keyOf("node", node.integrity[context.cache.architecture]),
    packages: [],
    fill: async (writer) => writeNodeLayer(writer, await fetchNode(context, node)),
  };
}

async function applicationPlan(
  context: BuildContext,
  application: NonNullable<Recipe["application"]>,
): Promise<LayerPlan> {
  return {
    title: application.folder,
    key: keyOf("application", application, await applicationHash(context.root, application)),
    packages: [],
    fill: (writer) => writeApplicationLayer(context, writer, application),
  };
}

const keyOf = (...content: readonly unknown[]): string =>
  hashOf([BUILDER_VERSION, LATEST_TIME, NEVER_COPIED, ...content]).slice(0, 32);

/** The part of a recipe that decides its own layer; the rest goes into the image's configuration. */
const layerContent = (recipe: LayerRecipe) => {
  const { keep, drop, users, directories, files, links, bundle } = recipe;
  return { keep, drop, users, directories, files, links, bundle };
};

/** Hash of every source file of a recipe. */
export async function fileHashes(folder: string, { files = {} }: LayerRecipe): Promise<readonly string[]> {
  const sources = Object.values(files).map(({ source }) => source);
  return Promise.all(sources.sort().map(async (source) => hashOfBytes(await readFile(join(folder, source)))));
}
