import type { Construct } from "constructs";
import { Alarms, Cluster, type NodeGroupProps } from "../constructs/aws";
import { AwsStack, type AwsStackProps } from "./aws-stack";

type Settings = NonNullable<AwsStackProps["aws"]["cluster"]>;

export interface ClusterStackProps extends AwsStackProps {
  readonly cluster: Settings;
}

/** The cluster that the platform runs in. */
export class ClusterStack extends AwsStack {
  constructor(scope: Construct, props: ClusterStackProps) {
    super(scope, "cluster", props);
    const { version, administrators, viewers, apiFrom, nodes } = props.cluster;
    const groups = Object.entries(nodes).map(([name, settings]) => [name, groupOf(settings)] as const);
    const cluster = new Cluster(this, "eks", {
      // As the stack is called: people type it.
      name: this.node.id,
      network: { privateSubnetIds: this.takesList("network", "private_subnet_ids") },
      ...{ version, administrators, viewers, apiFrom },
      nodeGroups: Object.fromEntries(groups),
    });
    new Alarms(this, "alarms", { notices: { topicArn: this.takes("account", "notices_topic_arn") } });
    this.gives("name", cluster.name);
    this.gives("endpoint", cluster.endpoint);
    this.gives("certificate_authority", cluster.certificateAuthority);
    this.gives("security_group_id", cluster.securityGroupId);
    this.gives("key_arn", cluster.keyArn);
  }
}

const groupOf = ({ min, desired, max, ...others }: Settings["nodes"][string]): NodeGroupProps => ({
  ...others,
  ...{ minSize: min, desiredSize: desired, maxSize: max },
});
