import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type Docker from "dockerode";
import { builtImages, decidedImageSource, decisionFile, type Environment, type ImageSource } from "../../config";
import { ensureDebianImages } from "../images";
import { dataVolumesOf } from "./volumes";
import { imageLockStale, sourceFixed } from "./errors";
import { pullMissing } from "./pull";
import type { Deployment } from "../deployment";
import { statusOf } from "../engine/errors";
import type { Manifest } from "../manifest";

type Report = (line: string) => void;

/** An image that every machine with a way to the registry can look up. */
const PROBE = "docker.io/library/busybox:stable";

/**
 * Where the images of an environment come from. An environment that lets `up` decide gets the registry where the engine
 * reaches it, else images built from Debian packages; the decision is written down, because data depends on it.
 *
 * @throws BulwarkError with exit code 1 when another source is asked for than the one that wrote the data
 */
export async function decideImageSource(
  docker: Docker,
  environment: Environment,
  root: string,
  wanted?: ImageSource,
): Promise<ImageSource> {
  const { source } = environment.settings.images;
  if (source !== "auto") return source;
  const recorded = decidedImageSource(root, environment.name);
  const file = decisionFile(root, environment.name);
  if (recorded && wanted && recorded !== wanted) {
    const data = await dataVolumesOf(docker, environment.name);
    if (data.length > 0) throw sourceFixed(environment.name, recorded, wanted, file);
  }
  const decided = wanted ?? recorded ?? ((await reachesRegistry(docker)) ? "registry" : "debian");
  if (decided !== recorded) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify({ source: decided })}\n`);
  }
  return decided;
}

/** Asks through the engine, which is the one that will pull. */
async function reachesRegistry(docker: Docker): Promise<boolean> {
  const asked = docker
    .getImage(PROBE)
    .distribution()
    .then(
      () => true,
      () => false,
    );
  const tooLong = new Promise<boolean>((resolve) => setTimeout(resolve, 10_000, false).unref());
  return Promise.race([asked, tooLong]);
}

/** What each image is on this engine: the digest of its reference, else its id there. */
export async function imagesOn(docker: Docker, { containers }: Manifest): Promise<Readonly<Record<string, string>>> {
  const references = [...new Set(containers.map(({ image }) => image))].sort();
  const known = references.map(async (reference) => {
    const [, digest] = reference.split("@");
    return [reference, digest ?? (await tryImageId(docker, reference)) ?? "not on the engine yet"] as const;
  });
  return Object.fromEntries(await Promise.all(known));
}

async function tryImageId(docker: Docker, reference: string): Promise<string | undefined> {
  try {
    return (await docker.getImage(reference).inspect()).Id;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** Brings every image of the manifest to the engine: those with a recipe are built, the others pulled. */
export async function ensureImages({ docker, manifest, environment }: Deployment, report: Report): Promise<string> {
  const references = [...new Set(manifest.containers.map(({ image }) => image))].sort();
  const built = new Map(Object.entries(builtImages()).map(([name, tag]) => [tag, name]));
  const recipes = references.flatMap((reference) => built.get(reference) ?? []);
  const made = await ensureDebianImages({ docker, names: recipes, report });
  const stale = made.filter(({ tag }) => !references.includes(tag)).map(({ name }) => name);
  if (stale.length > 0) throw imageLockStale(stale);
  const foreign = references.filter((reference) => !built.has(reference));
  const pulled = await pullMissing(docker, foreign, { report, authFile: environment.settings.images.authFile });
  const fresh = made.filter(({ state }) => state !== "present").length + pulled;
  return fresh > 0 ? `${fresh} new of ${references.length}` : `${references.length} present`;
}
