import type { Construct } from "constructs";
import { Alarms, NatGateways, Network } from "../constructs/aws";
import { AwsStack, type AwsStackProps } from "./aws-stack";

const GATEWAYS = { one: NatGateways.ONE, onePerZone: NatGateways.ONE_PER_ZONE } as const;

export interface NetworkStackProps extends AwsStackProps {
  readonly network: NonNullable<AwsStackProps["aws"]["network"]>;
}

/** The network that all else lies in. */
export class NetworkStack extends AwsStack {
  constructor(scope: Construct, props: NetworkStackProps) {
    super(scope, "network", props);
    const { cidr, zones, natGateways, connectedTo } = props.network;
    const network = new Network(this, "vpc", {
      ...{ cidr, connectedTo, natGateways: GATEWAYS[natGateways] },
      ...(zones ? { zones } : {}),
    });
    new Alarms(this, "alarms", { notices: { topicArn: this.takes("account", "notices_topic_arn") } });
    this.gives("vpc_id", network.vpcId);
    this.gives("cidr", network.cidr);
    this.gives("public_subnet_ids", network.publicSubnetIds);
    this.gives("private_subnet_ids", network.privateSubnetIds);
    this.gives("isolated_subnet_ids", network.isolatedSubnetIds);
  }
}
