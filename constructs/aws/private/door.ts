import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { physicalName } from "./physical-name";

export interface DoorProps {
  readonly vpcId: string;
  /** What listens behind it. */
  readonly port: number;
  /** Whose it is, for whoever finds it in the account. */
  readonly description: string;
}

/** AWS allows 255 characters. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
const MOST_NAME = 255;

/** The way to what listens: nobody comes in before he is named, and nothing goes out. */
export class Door extends Construct {
  readonly securityGroupId: string;
  private readonly port: number;

  constructor(scope: Construct, id: string, { vpcId, port, description }: DoorProps) {
    super(scope, id);
    this.port = port;
    this.securityGroupId = new SecurityGroup(this, "Resource", {
      vpcId,
      name: physicalName(scope, MOST_NAME),
      description,
      revokeRulesOnDelete: true,
    }).id;
  }

  allowFrom(id: string, securityGroupId: string): void {
    new VpcSecurityGroupIngressRule(this, id, {
      securityGroupId: this.securityGroupId,
      referencedSecurityGroupId: securityGroupId,
      ipProtocol: "tcp",
      fromPort: this.port,
      toPort: this.port,
      description: `From ${id}`,
    });
  }
}
