import { type Architecture, type LayerRecipe } from "../../images/recipe";
import { BASE, NEVER_INSTALLED } from "../../images/base";
import { packageRoot } from "../../config/package-root";
import { cacheRoot } from "../setup/cache";
import type { Report } from "../setup/report";
import { type ImageCache, imageCache } from "./cache";

/** What every step of a build needs to know. */
export interface BuildContext {
  readonly cache: ImageCache;
  readonly report: Report;
  /** Folder that holds `images/`. */
  readonly root: string;
  readonly base: LayerRecipe;
  readonly neverInstalled: readonly string[];
  /** Text of a sources.list. @default - the system's Debian mirrors, else Debian's public archive */
  readonly sources?: string;
}

export interface BuildContextOptions {
  /** @default - `cacheRoot()` */
  readonly cacheDir?: string;
  /** @default - the architecture of this machine */
  readonly architecture?: Architecture;
  /** @default - nothing is reported */
  readonly report?: Report;
}

export function buildContext(options: BuildContextOptions): BuildContext {
  const architecture = options.architecture ?? (process.arch === "arm64" ? "arm64" : "amd64");
  return {
    cache: imageCache(options.cacheDir ?? cacheRoot(), architecture),
    report: options.report ?? (() => undefined),
    root: packageRoot(),
    base: BASE,
    neverInstalled: NEVER_INSTALLED,
  };
}
