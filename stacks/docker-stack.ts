import { LocalBackend, S3Backend, TerraformStack } from "cdktf";
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
    this.keepState(name, settings.state);
    new DockerTarget(this, "docker", {
      environment: name,
      host: Host.of(settings.hosts.main),
      images: catalogue(props),
      ...registryAuth(settings.images),
    });
    const { postgres } = settings.platform;
    new Platform(this, "platform", {
      ...settings.platform,
      ...(postgres ? { postgres: { ...postgres, schemas } } : {}),
    });
  }

  private keepState(environment: string, state: Environment["settings"]["state"]): void {
    if ("local" in state) {
      // From the stack's folder below cdktf.out: an absolute path would make the output depend on where it is made.
      new LocalBackend(this, { path: `../../../.bulwark/${environment}/${this.node.id}.tfstate` });
      return;
    }
    const { bucket, region, kmsKeyId, endpoint, key = `${environment}/${this.node.id}.tfstate` } = state.s3;
    new S3Backend(this, { bucket, region, key, kmsKeyId, encrypt: true });
    // The bindings do not know the native lock file, nor where its service is, yet.
    this.addOverride("terraform.backend.s3.use_lockfile", true);
    if (endpoint) this.addOverride("terraform.backend.s3.endpoints", { s3: endpoint });
  }
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
