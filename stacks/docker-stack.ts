import { LocalBackend, S3Backend, TerraformStack, type S3BackendConfig } from "cdktf";
import type { Construct } from "constructs";
import type { Environment, ImageSource } from "../config";
import { ImageCatalogue } from "../constructs/core";
import { Platform } from "../constructs/platform";
import { DockerTarget, Host } from "../constructs/targets/docker";

export interface DockerStackProps {
  readonly environment: Environment;
  /** References of the images built from recipes, by name. */
  readonly builtImages: Readonly<Record<string, string>>;
  /** What `up` decided where the environment lets it decide. @default registry */
  readonly decidedSource?: ImageSource;
}

/** A platform on one Docker host: one stack and one state, since a dead host fails the whole plan. */
export class DockerStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: DockerStackProps) {
    super(scope, id);
    const { name, settings, schemas } = props.environment;
    const images = catalogue(props);
    const { grafana, ...others } = settings.platform;
    const isOffered = images.has("grafana");
    this.keepState(name, settings.state);
    new DockerTarget(this, "docker", {
      environment: name,
      host: Host.of(settings.hosts.main),
      images,
      leftOut: grafana && !isOffered ? [NO_GRAFANA] : [],
      ...registryAuth(settings.images),
    });
    const { postgres } = others;
    const platform = {
      ...others,
      ...(postgres ? { postgres: { ...postgres, schemas } } : {}),
      ...(isOffered ? { grafana } : {}),
    };
    new Platform(this, "platform", platform, savedFiles(props.environment));
  }

  private keepState(environment: string, state: Environment["settings"]["state"]): void {
    if ("local" in state) {
      // From the stack's folder below cdktf.out: an absolute path would make the output depend on where it is made.
      new LocalBackend(this, { path: `../../../.bulwark/${environment}/${this.node.id}.tfstate` });
      return;
    }
    const { bucket, region, kmsKeyId, endpoint, key = `${environment}/${this.node.id}.tfstate` } = state.s3;
    new S3Backend(this, { bucket, region, key, kmsKeyId, encrypt: true, ...(endpoint ? notOfAws(endpoint) : {}) });
    // The bindings do not know the native lock file yet.
    this.addOverride("terraform.backend.s3.use_lockfile", true);
  }
}

const NO_GRAFANA = "grafana: Debian has no package of it; 'images: { source: registry }' brings it";

/** A service that speaks S3 alone has no accounts to ask AWS about, no regions of AWS, and no host name for each bucket. */
function notOfAws(endpoint: string): Partial<S3BackendConfig> {
  return {
    endpoints: { s3: endpoint },
    usePathStyle: true,
    skipCredentialsValidation: true,
    skipRegionValidation: true,
    skipRequestingAccountId: true,
    skipS3Checksum: true,
  };
}

/** The settings as they are written, and the SQL that they name. They hold no secret: the configuration refuses one. */
function savedFiles({ text, schemas }: Environment): Readonly<Record<string, string>> {
  const sql = Object.entries(schemas).map(([layer, content]) => [`schema-${layer}.sql`, content] as const);
  return { "environment.yaml": text, ...Object.fromEntries(sql) };
}

function catalogue({ environment, builtImages, decidedSource = "registry" }: DockerStackProps): ImageCatalogue {
  const { source, registry, pins } = environment.settings.images;
  const chosen = source === "auto" ? decidedSource : source;
  return chosen === "debian"
    ? ImageCatalogue.debian(builtImages)
    : ImageCatalogue.upstream(builtImages, { registry, pins });
}

function registryAuth({ registry, authFile }: Environment["settings"]["images"]) {
  return registry && authFile ? { registryAuth: { address: registry, configFile: authFile } } : {};
}
