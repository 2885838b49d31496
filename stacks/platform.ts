import type { Construct } from "constructs";
import type { Environment, ImageSource } from "../config";
import { ImageCatalogue } from "../constructs/core";
import { Platform } from "../constructs/platform";

/** What every stack with a platform is made from. */
export interface PlatformStackProps {
  readonly environment: Environment;
  /** References of the images built from recipes, by name. */
  readonly builtImages: Readonly<Record<string, string>>;
  /** What `up` decided where the environment lets it decide. @default registry */
  readonly decidedSource?: ImageSource;
}

/** The environment's platform, without what its images do not offer. */
export function addPlatform(scope: Construct, environment: Environment, images: ImageCatalogue): void {
  const { settings, schemas } = environment;
  const { grafana, postgres, ...others } = settings.platform;
  const platform = {
    ...others,
    ...(postgres ? { postgres: { ...postgres, schemas } } : {}),
    ...(images.has("grafana") ? { grafana } : {}),
  };
  new Platform(scope, "platform", platform, savedFiles(environment));
}

/** What was asked for and is not offered, with the reason. */
export function leftOutOf({ settings }: Environment, images: ImageCatalogue): readonly string[] {
  return settings.platform.grafana && !images.has("grafana") ? [NO_GRAFANA] : [];
}

const NO_GRAFANA = "grafana: Debian has no package of it; 'images: { source: registry }' brings it";

/** The settings as they are written, and the SQL that they name. They hold no secret: the configuration refuses one. */
function savedFiles({ text, schemas }: Environment): Readonly<Record<string, string>> {
  const sql = Object.entries(schemas).map(([layer, content]) => [`schema-${layer}.sql`, content] as const);
  return { "environment.yaml": text, ...Object.fromEntries(sql) };
}

export function catalogueOf(props: PlatformStackProps): ImageCatalogue {
  const { environment, builtImages, decidedSource = "registry" } = props;
  const { source, registry, pins } = environment.settings.images;
  const chosen = source === "auto" ? decidedSource : source;
  return chosen === "debian"
    ? ImageCatalogue.debian(builtImages)
    : ImageCatalogue.upstream(builtImages, { registry, pins });
}
