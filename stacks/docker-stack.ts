import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config";
import { DockerTarget, Host } from "../constructs/targets/docker";
import { addPlatform, catalogueOf, leftOutOf, type PlatformStackProps } from "./platform";
import { keepState } from "./state";

/** A platform on one Docker host: one stack and one state, since a dead host fails the whole plan. */
export class DockerStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id);
    const { environment } = props;
    const images = catalogueOf(props);
    keepState(this, environment);
    new DockerTarget(this, "docker", {
      environment: environment.name,
      host: Host.of(environment.settings.hosts.main),
      images,
      leftOut: leftOutOf(environment, images),
      ...registryAuth(environment.settings.images),
    });
    addPlatform(this, environment, images);
  }
}

function registryAuth({ registry, authFile }: Environment["settings"]["images"]) {
  return registry && authFile ? { registryAuth: { address: registry, configFile: authFile } } : {};
}
