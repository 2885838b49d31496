import type { Recipe } from "../../images/recipe";
import { type Apt, openApt, updateLists } from "./apt";
import { mapAtMost } from "../at-most";
import type { BuildContext } from "./build-context";
import { closure, type PackageRequest } from "./closure";
import { hashOf } from "./content-hash";
import { BaseOutdated } from "./errors";
import { type PackageLock, readPackageLock, writePackageLock } from "./package-lock";

/** Names a request in the lock: a recipe that asks for something else is resolved anew. */
const requestKey = (context: BuildContext, request: PackageRequest): string =>
  hashOf([request.packages, request.without ?? [], context.neverInstalled]).slice(0, 16);

/** What a recipe has beyond the base; undefined while that is not resolved. */
export function lockedPackages(context: BuildContext, lock: PackageLock, recipe: PackageRequest) {
  return recipe.packages.length === 0 ? [] : lock.images[requestKey(context, recipe)];
}

/** The lock when it holds every recipe, else undefined. Reads one file, calls nothing. */
export async function completeLock(
  context: BuildContext,
  recipes: readonly Recipe[],
): Promise<PackageLock | undefined> {
  const lock = await readPackageLock(context.cache.packageLock);
  const complete =
    lock?.baseRequest === requestKey(context, context.base) &&
    recipes.every((recipe) => lockedPackages(context, lock, recipe));
  return complete ? lock : undefined;
}

/** The lock with every recipe in it; what it lacks is resolved and added. */
export async function resolvePackages(context: BuildContext, recipes: readonly Recipe[]): Promise<PackageLock> {
  const complete = await completeLock(context, recipes);
  if (complete) return complete;
  const apt = await openApt(context.cache.apt, context.cache.architecture, context.sources);
  context.report("reading Debian's package lists");
  await updateLists(apt);
  const lock = await addTo(await startingLock(context, apt), { context, apt, recipes }).catch(
    async (error: unknown) => {
      if (!(error instanceof BaseOutdated)) throw error;
      context.report(`${error.message}: resolving all packages again`);
      return addTo(await newLock(context, apt), { context, apt, recipes });
    },
  );
  await writePackageLock(context.cache.packageLock, lock);
  return lock;
}

async function startingLock(context: BuildContext, apt: Apt): Promise<PackageLock> {
  const lock = await readPackageLock(context.cache.packageLock);
  return lock?.baseRequest === requestKey(context, context.base) ? lock : newLock(context, apt);
}

async function newLock(context: BuildContext, apt: Apt): Promise<PackageLock> {
  const base = await closure(apt, context.base, [], context.neverInstalled);
  return { formatVersion: 1, baseRequest: requestKey(context, context.base), base, images: {} };
}

interface Wanted {
  readonly context: BuildContext;
  readonly apt: Apt;
  readonly recipes: readonly Recipe[];
}

async function addTo(lock: PackageLock, { context, apt, recipes }: Wanted): Promise<PackageLock> {
  const missing = recipes.filter((recipe) => !lockedPackages(context, lock, recipe));
  const added = await mapAtMost(2, missing, async (recipe) => {
    context.report(`resolving the packages of ${recipe.name}`);
    const packages = await closure(apt, recipe, lock.base, context.neverInstalled);
    return [requestKey(context, recipe), packages] as const;
  });
  return { ...lock, images: { ...lock.images, ...Object.fromEntries(added) } };
}
