import { join } from "node:path";
import { cached, cacheRoot } from "../setup/cache";
import { goBuild, recipeHash, type Recipe } from "../setup/go-build";
import { pins, toolchainFolder } from "../setup/pins";
import type { Report } from "../setup/report";

/** A program of Go that tests run. */
export interface TestProgram {
  /** Says where it lies. */
  readonly variable: string;
  /** Its folder below `toolchain/`. */
  readonly name: string;
  readonly version: string;
  readonly purpose: string;
  readonly mainPackage: string;
  readonly module: string;
  readonly linkerValues: readonly string[];
}

/**
 * Builds it once, as its recipe pins it.
 *
 * @throws BulwarkError when Go is missing (3), a pin has disappeared or the build fails (4)
 */
export async function builtProgram({ name, version, ...rest }: TestProgram, report: Report): Promise<string> {
  const recipe: Recipe = { ...rest, folder: join(toolchainFolder(), name) };
  const root = cacheRoot();
  const make = (folder: string) => goBuild(recipe, join(folder, name), { cacheRoot: root, pin: pins().go, report });
  const folder = await cached({ root, name, version, recipeHash: await recipeHash(recipe), make, report });
  return join(folder, name);
}
