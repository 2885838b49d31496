import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { decisionNotReadable } from "./errors";
import { packageRoot } from "./package-root";

const lock = z.record(z.string(), z.object({ tag: z.string() }));

/** References of the images that are built from the recipes in `images/`, by name. */
export function builtImages(): Readonly<Record<string, string>> {
  const entries = lock.parse(JSON.parse(readFileSync(join(packageRoot(), "images", "lock.json"), "utf8")));
  return Object.fromEntries(Object.entries(entries).map(([name, { tag }]) => [name, tag]));
}

export type ImageSource = "registry" | "debian";

const decision = z.strictObject({ source: z.enum(["registry", "debian"]) });

/** Where `up` wrote down what it decided for an environment that lets it decide. */
export const decisionFile = (root: string, environment: string): string =>
  join(root, ".bulwark", environment, "images.json");

/** What `up` decided; undefined before its first run. @throws InvalidEnvironment when the file holds anything else */
export function decidedImageSource(root: string, environment: string): ImageSource | undefined {
  const file = decisionFile(root, environment);
  try {
    return decision.parse(JSON.parse(readFileSync(file, "utf8"))).source;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw decisionNotReadable(file, (error as Error).message);
  }
}
