import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { KubernetesTarget } from "../constructs/targets/kubernetes";
import { addPlatform, catalogueOf, leftOutOf, type PlatformStackProps } from "./platform";
import { keepState } from "./state";

/** A platform in one cluster that is there already, reached by a context of a kubeconfig. */
export class KubernetesStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: PlatformStackProps) {
    super(scope, id);
    const { environment } = props;
    const { name, settings } = environment;
    const images = catalogueOf(props);
    keepState(this, environment);
    new KubernetesTarget(this, "kubernetes", {
      environment: name,
      // A context that nobody chose is never the one that happens to be current.
      cluster: { ...settings.cluster, context: settings.cluster.context ?? name },
      images,
      leftOut: leftOutOf(environment, images),
    });
    addPlatform(this, environment, images);
  }
}
