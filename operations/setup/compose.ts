import { join } from "node:path";

import { run } from "../process";
import { cached } from "./cache";
import { goBuild, recipeHash, type Recipe } from "./go-build";
import { tryOnPath } from "./on-path";
import { toolchainFolder, type Pins } from "./pins";
import type { Report } from "./report";
import { isWithin } from "./version";

export interface ComposeOptions {
  readonly cacheRoot: string;
  readonly pins: Pins;
  readonly report: Report;
  /** Folders where the docker command is looked for, as in `$PATH`. @default - `$PATH` */
  readonly path?: string;
}

/** Docker compose, which the bench measures against. */
export interface Compose {
  /** Program and first arguments; what it shall do follows. */
  readonly command: readonly string[];
  readonly version: string;
}

/**
 * The docker compose of this machine where it fits the constraint, else one built from its Go module.
 *
 * @throws BulwarkError when Go is missing (3), a pin has disappeared or the build fails (4)
 */
export async function composeFor({ cacheRoot, pins, report, path }: ComposeOptions): Promise<Compose> {
  const { version, constraint } = pins.compose;
  const installed = await tryInstalled(path);
  if (installed && isWithin(installed.version, constraint)) return installed;
  const recipe = composeRecipe(version);
  const make = (folder: string) => goBuild(recipe, join(folder, PROGRAM), { cacheRoot, pin: pins.go, report });
  const entry = { root: cacheRoot, name: "compose", version, recipeHash: await recipeHash(recipe) };
  return { command: [join(await cached({ ...entry, make, report }), PROGRAM)], version };
}

/** Called by this name it is a program of its own, not a plugin that the docker command starts. */
const PROGRAM = "docker-compose";

export function composeRecipe(version: string): Recipe {
  return {
    folder: join(toolchainFolder(), "compose"),
    purpose: "docker compose",
    mainPackage: "github.com/docker/compose/v2/cmd",
    module: "github.com/docker/compose/v2",
    linkerValues: [`github.com/docker/compose/v2/internal.Version=v${version}`],
  };
}

async function tryInstalled(path: string | undefined): Promise<Compose | undefined> {
  const docker = tryOnPath("docker", path);
  if (docker === undefined) return undefined;
  const command = [docker, "compose"];
  try {
    const { stdout } = await run(docker, ["compose", "version", "--short"]);
    return { command, version: stdout.trim() };
  } catch {
    return undefined; // the docker command without this plugin takes "compose" for a mistake
  }
}
