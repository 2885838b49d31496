import { join } from "node:path";
import { BulwarkError } from "../errors";
import { run } from "../process";
import { cached } from "./cache";
import { goBuild, recipeHash, type Recipe } from "./go-build";
import { tryOnPath } from "./on-path";
import { toolchainFolder, type Pins } from "./pins";
import type { Report } from "./report";
import { isWithin } from "./version";

export interface HelmOptions {
  readonly cacheRoot: string;
  readonly pins: Pins;
  readonly report: Report;
  /** Folders where helm is looked for, as in `$PATH`. @default - `$PATH` */
  readonly path?: string;
}

/** The program that renders charts and tells of releases; deployments themselves go through Terraform. */
export interface Helm {
  /** Absolute. */
  readonly path: string;
  /** "3.19.5". */
  readonly version: string;
}

/**
 * The helm of this machine where it fits the constraint, else one built from its Go module.
 *
 * @throws BulwarkError when Go is missing (3), a pin has disappeared or the build fails (4)
 */
export async function helmFor({ cacheRoot, pins, report, path }: HelmOptions): Promise<Helm> {
  const { version, constraint } = pins.helm;
  const installed = await tryInstalled(path);
  if (installed && isWithin(installed.version, constraint)) return installed;
  if (installed) report(`${installed.path} does not fit (${installed.version}) and is not used`);
  const recipe = helmRecipe(version);
  const make = (folder: string) => goBuild(recipe, join(folder, "helm"), { cacheRoot, pin: pins.go, report });
  const entry = { root: cacheRoot, name: "helm", version, recipeHash: await recipeHash(recipe) };
  return { path: join(await cached({ ...entry, make, report }), "helm"), version };
}

/** Charts ask which Kubernetes they are rendered for; without these values helm says 1.20. */
export function helmRecipe(version: string): Recipe {
  const kubernetes = ["pkg/lint/rules", "pkg/chartutil"].flatMap((name) => [
    `helm.sh/helm/v3/${name}.k8sVersionMajor=1`,
    `helm.sh/helm/v3/${name}.k8sVersionMinor=34`,
  ]);
  return {
    folder: join(toolchainFolder(), "helm"),
    purpose: "Helm",
    mainPackage: "helm.sh/helm/v3/cmd/helm",
    module: "helm.sh/helm/v3",
    linkerValues: [`helm.sh/helm/v3/internal/version.version=v${version}`, ...kubernetes],
  };
}

/** One that does not even tell its version counts as none. */
async function tryInstalled(path: string | undefined): Promise<Helm | undefined> {
  const helm = tryOnPath("helm", path);
  if (helm === undefined) return undefined;
  try {
    const { stdout } = await run(helm, ["version", "--template", "{{.Version}}"], { timeoutSeconds: 60 });
    return { path: helm, version: stdout.trim().replace(/^v/, "") };
  } catch (error) {
    if (!(error instanceof BulwarkError)) throw error;
    return undefined;
  }
}
