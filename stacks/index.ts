import type { App, TerraformStack } from "cdktf";
import { DockerStack } from "./docker-stack";
import type { PlatformStackProps } from "./platform";

export { InvalidPlatform } from "../constructs/core/errors";

/** The stacks of one environment: one per thing that can fail alone. */
export function addStacks(app: App, props: PlatformStackProps): readonly TerraformStack[] {
  const { name, settings } = props.environment;
  return [settings.target === "docker" ? new DockerStack(app, name, props) : kubernetesStack(app, name, props)];
}

/** The bindings of Helm's provider are a peer of their own, and take time to load: only those who have a cluster need them. */
function kubernetesStack(app: App, name: string, props: PlatformStackProps): TerraformStack {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { KubernetesStack } = require("./kubernetes-stack") as typeof import("./kubernetes-stack");
  return new KubernetesStack(app, name, props);
}
