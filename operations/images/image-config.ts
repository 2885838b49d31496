import { BASE_ENVIRONMENT } from "../../images/base";
import type { Architecture, Recipe } from "../../images/recipe";
import { canonicalJson } from "./canonical-json";
import { hashOf, hashOfBytes } from "./content-hash";
import { LATEST_TIME } from "./layer-writer";
import type { LockedPackage } from "./package-lock";

/** Label by which an image is recognized on engines whose image id is not the hash of the configuration (containerd). */
export const CONTENT_LABEL = "bulwark.image.content";

export interface ConfigInput {
  readonly recipe: Recipe;
  readonly tag: string;
  readonly architecture: Architecture;
  /** Hex digests from the lowest layer up. */
  readonly diffIds: readonly string[];
  readonly packages: readonly LockedPackage[];
}

export interface ImageConfig {
  /** `sha256:…` of the text. */
  readonly id: string;
  /** Value of the content label. */
  readonly content: string;
  readonly text: string;
}

/** The configuration of an image. https://github.com/moby/moby/blob/master/image/spec/spec.md */
export function imageConfig(input: ConfigInput): ImageConfig {
  const content = hashOf(configuration(input, ""));
  const text = canonicalJson(configuration(input, content));
  return { id: `sha256:${hashOfBytes(text)}`, content, text };
}

function configuration(input: ConfigInput, content: string) {
  const created = LATEST_TIME.toISOString();
  return {
    architecture: input.architecture,
    os: "linux",
    created,
    config: containerDefaults(input, content),
    rootfs: { type: "layers", diff_ids: input.diffIds.map((id) => `sha256:${id}`) },
    history: input.diffIds.map((id) => ({ created, created_by: `bulwark layer ${id.slice(0, 12)}` })),
  };
}

/** No `Volumes` and no `Healthcheck`, see Recipe. */
function containerDefaults({ recipe, tag, packages }: ConfigInput, content: string) {
  const environment = { ...BASE_ENVIRONMENT, ...recipe.environment };
  return {
    User: recipe.user,
    Env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    Entrypoint: recipe.entrypoint,
    Cmd: recipe.command ?? null,
    WorkingDir: recipe.workingDirectory ?? "/",
    ExposedPorts: Object.fromEntries((recipe.ports ?? []).map((port) => [`${port}/tcp`, {}])),
    ...(recipe.stopSignal ? { StopSignal: recipe.stopSignal } : {}),
    Labels: {
      "org.opencontainers.image.title": recipe.name,
      "org.opencontainers.image.version": recipe.version,
      "org.opencontainers.image.ref.name": tag,
      "bulwark.image.packages": packages.map(({ name, version }) => `${name}=${version}`).join(" "),
      [CONTENT_LABEL]: content,
    },
  };
}
