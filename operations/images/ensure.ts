import type Docker from "dockerode";

import type { Architecture } from "../../images/recipe";
import { saveArchive } from "./archive";
import { buildImages, type BuiltImage, recipesOf } from "./build";
import type { Report } from "../setup/report";
import { buildContext } from "./build-context";
import { unknownArchitecture } from "./errors";
import { loadImages, presentId } from "./load";

export interface EnsureOptions {
  readonly docker: Docker;
  /** Names of recipes. */
  readonly names: readonly string[];
  /** @default - `cacheRoot()` */
  readonly cacheDir?: string;
  /** @default - nothing is reported */
  readonly report?: Report;
}

/** An image that the engine has now. */
export interface EnsuredImage {
  readonly name: string;
  readonly tag: string;
  readonly id: string;
  /** It was there; it came from the cache; it had to be built. */
  readonly state: "present" | "loaded" | "built";
}

/** Makes sure that the engine has the images of the given names, built from Debian packages. Loads only what it lacks. */
export async function ensureDebianImages(options: EnsureOptions): Promise<readonly EnsuredImage[]> {
  const { docker, cacheDir, report } = options;
  const context = buildContext({ cacheDir, report, architecture: await engineArchitecture(docker) });
  const images = await buildImages(context, recipesOf(options.names));
  const before = await Promise.all(images.map((image) => presentId(docker, image)));
  const lacking = images.filter((_image, index) => before[index] === undefined);
  if (lacking.length > 0) {
    context.report(`loading ${lacking.map(({ name }) => name).join(", ")}`);
    await loadImages(docker, lacking);
  }
  return Promise.all(images.map((image, index) => ensured(docker, image, before[index])));
}

async function ensured(docker: Docker, image: BuiltImage, before: string | undefined): Promise<EnsuredImage> {
  const id = before ?? (await presentId(docker, image)) ?? image.config.id;
  const state = before ? "present" : image.fresh ? "built" : "loaded";
  return { name: image.name, tag: image.tag, id, state };
}

/** The machine type of the engine, which may be another than this machine's. */
async function engineArchitecture(docker: Docker): Promise<Architecture> {
  const { Arch } = await docker.version();
  if (Arch === "amd64" || Arch === "arm64") return Arch;
  throw unknownArchitecture(Arch);
}

export interface ArchiveOptions {
  readonly names: readonly string[];
  /** @default - `cacheRoot()` */
  readonly cacheDir?: string;
  /** @default - the architecture of this machine */
  readonly architecture?: Architecture;
  /** @default - nothing is reported */
  readonly report?: Report;
}

/** The path of one archive with all the images, for `docker load`; kept in the cache. */
export async function debianImageArchive({ names, ...options }: ArchiveOptions): Promise<string> {
  const context = buildContext(options);
  return saveArchive(context, await buildImages(context, recipesOf(names)));
}
