import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { DatabaseReference } from "../database";
import type { Placement } from "../private/placement";

export interface RotationNetworkProps {
  readonly name: string;
  readonly network: Pick<Placement, "vpcId" | "cidr">;
  readonly database: Pick<DatabaseReference, "port" | "securityGroupId">;
}

/** The function reaches its database and the endpoints of the network, and nothing reaches it. */
export class RotationNetwork extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, { name, network, database }: RotationNetworkProps) {
    super(scope, id);
    const group = new SecurityGroup(this, "Resource", {
      vpcId: network.vpcId,
      name,
      description: `Rotates as ${name}`,
      revokeRulesOnDelete: true,
    });
    this.securityGroupId = group.id;
    const port = { ipProtocol: "tcp", fromPort: database.port, toPort: database.port };
    new VpcSecurityGroupEgressRule(this, "to-database", {
      ...{ securityGroupId: group.id, referencedSecurityGroupId: database.securityGroupId, ...port },
      description: "To the database",
    });
    new VpcSecurityGroupIngressRule(this, "into-database", {
      ...{ securityGroupId: database.securityGroupId, referencedSecurityGroupId: group.id, ...port },
      description: `From ${name}`,
    });
    new VpcSecurityGroupEgressRule(this, "to-endpoints", {
      ...{ securityGroupId: group.id, cidrIpv4: network.cidr },
      ...{ ipProtocol: "tcp", fromPort: 443, toPort: 443 },
      description: "To Secrets Manager by its endpoint",
    });
  }
}
