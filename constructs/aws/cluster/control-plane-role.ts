import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Account } from "../account";
import { assumedBy } from "../policy";
import { physicalName } from "../private/physical-name";

export interface ControlPlaneRoleProps {
  readonly clusterName: string;
}

/** What EKS does in the account for one cluster. https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html */
export class ControlPlaneRole extends Construct {
  readonly arn: string;
  /** Without it the control plane can do nothing yet. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, { clusterName }: ControlPlaneRoleProps) {
    super(scope, id);
    const account = Account.of(this);
    const role = new IamRole(this, "Resource", {
      name: physicalName(this, 64),
      description: "The control plane of a cluster",
      // https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
      assumeRolePolicy: assumedBy("eks.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": account.id },
        ArnLike: { "aws:SourceArn": account.arn("eks", `cluster/${clusterName}`) },
      }),
    });
    this.policy = new IamRolePolicyAttachment(this, "policy", {
      role: role.name,
      policyArn: `arn:${account.partition}:iam::aws:policy/AmazonEKSClusterPolicy`,
    });
    this.arn = role.arn;
  }
}
