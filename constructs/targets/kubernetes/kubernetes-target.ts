import { Aspects, TerraformStack } from "cdktf";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import type { Construct } from "constructs";
import { ImageCatalogue, Target, checkedName } from "../../core";
import type { Cluster } from "./cluster";
import { render } from "./private/render";

export interface KubernetesTargetProps {
  readonly cluster: Cluster;
  /** The namespace of the platform, and the first part of the others. @default - the id of the stack */
  readonly environment?: string;
  /** @default - the upstream images */
  readonly images?: ImageCatalogue;
  /** What was asked for and cannot be had, with the reason: `up` says it. @default - nothing */
  readonly leftOut?: readonly string[];
}

/** 1.3.2 is the newest that is built from its Go module, for machines that reach no registry; `terraform init` takes 3.x. */
const PROVIDER_VERSION = ">= 1.3.2, < 4.0.0";

const KUBECONFIG = "~/.kube/config";

/** Renders every component of its scope to a Helm release of `charts/workload` in one cluster. */
export class KubernetesTarget extends Target {
  private rendered = false;

  constructor(scope: Construct, id: string, props: KubernetesTargetProps) {
    super(scope, id);
    const stack = TerraformStack.of(this);
    const { cluster, images = ImageCatalogue.upstream({}), leftOut = [] } = props;
    const environment = checkedName("environment", props.environment ?? stack.node.id);
    const provider = new HelmProvider(this, "provider", {
      alias: id,
      kubernetes: { configPath: cluster.kubeconfig ?? KUBECONFIG, configContext: cluster.context },
    });
    stack.addOverride("terraform.required_providers.helm.version", PROVIDER_VERSION);
    const withLate = (text: string) => this.withLate(text);
    // Once and late: only then is it known who uses whom.
    const visit = () => {
      if (this.rendered) return;
      this.rendered = true;
      render({ target: this, components: this.components, environment, cluster, images, provider, leftOut, withLate });
    };
    Aspects.of(scope).add({ visit });
  }
}
