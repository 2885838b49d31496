import { Aspects, TerraformStack } from "cdktf";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import type { Construct } from "constructs";
import { ImageCatalogue, Target, checkedName } from "../../core";
import { Host } from "./host";
import { render } from "./private/render";

export interface DockerTargetProps {
  /** @default - the engine of this machine */
  readonly host?: Host;
  /** Prefix of every name on the host. @default - the id of the stack */
  readonly environment?: string;
  /** @default - the upstream images */
  readonly images?: ImageCatalogue;
  /** Credentials for a registry: a Docker `config.json`. @default - none */
  readonly registryAuth?: RegistryAuth;
  /** What was asked for and cannot be had, with the reason: `up` says it. @default - nothing */
  readonly leftOut?: readonly string[];
}

export interface RegistryAuth {
  /** The registry's host. */
  readonly address: string;
  /** Path of the `config.json`, on the machine that applies. */
  readonly configFile: string;
}

/** The floor is 4.6: 3.6.2, which the bindings name, panics on `cpus` and plans phantom replacements. */
const PROVIDER_VERSION = "~> 4.6";

/** Renders every component of its scope to containers, networks and volumes of one Docker host. */
export class DockerTarget extends Target {
  private rendered = false;

  constructor(scope: Construct, id: string, props: DockerTargetProps = {}) {
    super(scope, id);
    const stack = TerraformStack.of(this);
    const host = props.host ?? Host.local();
    const environment = checkedName("environment", props.environment ?? stack.node.id);
    const images = props.images ?? ImageCatalogue.upstream({});
    const provider = new DockerProvider(this, "provider", {
      host: host.docker,
      alias: id,
      ...(props.registryAuth ? { registryAuth: [{ ...props.registryAuth }] } : {}),
    });
    stack.addOverride("terraform.required_providers.docker.version", PROVIDER_VERSION);
    // Once and late: only then is it known who uses whom.
    const visit = () => {
      if (this.rendered) return;
      this.rendered = true;
      const { leftOut = [] } = props;
      const withLate = (text: string) => this.withLate(text);
      render({ target: this, components: this.components, environment, host, images, provider, leftOut, withLate });
    };
    Aspects.of(scope).add({ visit });
  }
}
