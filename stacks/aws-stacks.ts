import type { App, TerraformStack } from "cdktf";
import { AccountStack } from "./account-stack";
import type { AwsStackProps } from "./aws-stack";
import { ClusterStack } from "./cluster-stack";
import { DataStack } from "./data-stack";
import { NetworkStack } from "./network-stack";

/** The stacks in AWS that an environment asks for, in the order in which they take values from one another. */
export function addAwsStacks(app: App, props: AwsStackProps): readonly TerraformStack[] {
  const { notices, audit, images, network, cluster, database, cache, stream } = props.aws;
  return [
    ...(notices || audit || images ? [new AccountStack(app, props)] : []),
    ...(network ? [new NetworkStack(app, { ...props, network })] : []),
    ...(cluster ? [new ClusterStack(app, { ...props, cluster })] : []),
    ...(database || cache || stream ? [new DataStack(app, props)] : []),
  ];
}
