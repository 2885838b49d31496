import { App, TerraformResource, type TerraformStack } from "cdktf";
import { DockerStack } from "./docker-stack";
import type { PlatformStackProps } from "./platform";
import { unusedName } from "./stack-name";
import { stateKey } from "./state";

export { InvalidPlatform } from "../constructs/core/errors";

/**
 * The stacks of one environment: one per thing that can fail alone, in the order in which they are applied.
 *
 * @throws InvalidPlatform when another environment has a stack of the same name
 */
export function addStacks(app: App, props: PlatformStackProps): readonly TerraformStack[] {
  return [...awsStacks(app, props), platformStack(app, props)];
}

/** @param address as Terraform says it, such as `aws_vpc.vpc_A2121C38` */
export function hasResource(stack: TerraformStack, address: string): boolean {
  const [type, name] = address.split(".");
  return stack.node
    .findAll()
    .filter((one) => TerraformResource.isTerraformResource(one))
    .some((one) => one.terraformResourceType === type && one.friendlyUniqueId === name);
}

function platformStack(app: App, props: PlatformStackProps): TerraformStack {
  const { name, settings } = props.environment;
  const id = unusedName(app, name, name);
  return settings.target === "docker" ? new DockerStack(app, id, props) : kubernetesStack(app, id, props);
}

/** What must be there before the stacks of an environment: the bucket for their states, and the roles that deploy them. */
export function addBootstrap(app: App, props: PlatformStackProps): readonly TerraformStack[] {
  const { environment } = props;
  const { state } = environment.settings;
  // Of the environment's own stacks only the names are wanted.
  const stacks = addStacks(new App({ stackTraces: false, outdir: app.outdir }), props);
  const stateKeys = stacks.map((stack) => stateKey(stack, environment));
  const settings = "s3" in state ? (state.s3.bootstrap ?? {}) : {};
  // The bindings of AWS are a peer of their own as well.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { BootstrapStack } = require("./bootstrap-stack") as typeof import("./bootstrap-stack");
  return [new BootstrapStack(app, `${environment.name}-bootstrap`, { environment, settings, stateKeys })];
}

/** The bindings of Helm's provider are a peer of their own, and take time to load: only those who have a cluster need them. */
function kubernetesStack(app: App, name: string, props: PlatformStackProps): TerraformStack {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { KubernetesStack } = require("./kubernetes-stack") as typeof import("./kubernetes-stack");
  return new KubernetesStack(app, name, props);
}

/** So are those of AWS, for those who have something there. */
function awsStacks(app: App, { environment }: PlatformStackProps): readonly TerraformStack[] {
  const { aws } = environment.settings;
  if (!aws) return [];
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { addAwsStacks } = require("./aws-stacks") as typeof import("./aws-stacks");
  return addAwsStacks(app, { environment, aws });
}
