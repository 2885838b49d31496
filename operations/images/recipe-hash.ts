import { join } from "node:path";

import { BASE_ENVIRONMENT, NEVER_COPIED, RELEASE } from "../../images/base";
import type { Recipe } from "../../images/recipe";
import { applicationHash } from "./application";
import type { BuildContext } from "./build-context";
import { hashOf } from "./content-hash";
import { BUILDER_VERSION, fileHashes } from "./layer-plan";

/** The part of a build that the hash depends on: nothing of the machine. */
export type HashContext = Pick<BuildContext, "root" | "base" | "neverInstalled">;

/** Hash of all that is in git about an image: its recipe, the base, their files, and the sources of its application. */
export async function recipeHash({ root, base, neverInstalled }: HashContext, recipe: Recipe): Promise<string> {
  const folder = join(root, "images", "files");
  return hashOf({
    builder: BUILDER_VERSION,
    release: RELEASE,
    base: [base, BASE_ENVIRONMENT, NEVER_COPIED, neverInstalled, await fileHashes(folder, base)],
    recipe,
    files: await fileHashes(folder, recipe),
    application: recipe.application ? await applicationHash(root, recipe.application) : "",
  });
}

/** `bulwark/<name>:<version>-<first 12 digits of the hash>` */
export const tagOf = ({ name, version }: Recipe, hash: string): string =>
  `bulwark/${name}:${version}-${hash.slice(0, 12)}`;
