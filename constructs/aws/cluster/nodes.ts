import { DataAwsDefaultTags } from "@cdktf/provider-aws/lib/data-aws-default-tags";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { KmsGrant } from "@cdktf/provider-aws/lib/kms-grant";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Account } from "../account";
import { assumedBy } from "../policy";
import { physicalName } from "../private/physical-name";
import { noNodes } from "./errors";
import { NodeGroup, type NodeGroupProps, type NodeGroupSetting } from "./node-group";

export interface NodesProps extends Omit<NodeGroupSetting, "roleArn" | "defaultTags"> {
  readonly groups: Readonly<Record<string, NodeGroupProps>>;
}

/**
 * What a node needs to join and to pull images. What its network plugin and its disks need, their pods have by themselves.
 * https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 */
const POLICIES = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"];

/** The groups of nodes of a cluster, and the one role that they have. */
export class Nodes extends Construct {
  readonly groups: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: NodesProps) {
    super(scope, id);
    const { groups, ...setting } = props;
    if (Object.keys(groups).length === 0) throw noNodes(scope);
    const { role, policies } = this.role();
    const roleArn = role.arn;
    const after = [...setting.after, ...policies, this.grant(setting.keyArn)];
    const defaultTags = new DataAwsDefaultTags(this, "default-tags");
    this.groups = Object.entries(groups).map(
      ([name, group]) => new NodeGroup(this, name, { ...group, ...setting, roleArn, defaultTags, after }),
    );
  }

  private role(): { readonly role: IamRole; readonly policies: readonly ITerraformDependable[] } {
    const role = new IamRole(this, "role", {
      name: physicalName(this, 64),
      description: "Nodes of a cluster",
      assumeRolePolicy: assumedBy("ec2.amazonaws.com"),
    });
    const { partition } = Account.of(this);
    const policies = POLICIES.map(
      (policy) =>
        new IamRolePolicyAttachment(this, policy, {
          role: role.name,
          policyArn: `arn:${partition}:iam::aws:policy/${policy}`,
        }),
    );
    return { role, policies };
  }

  /**
   * Nodes are started by a role of the Auto Scaling service, which no IAM policy of ours reaches: without it they end at
   * once, with `Client.InternalError`.
   * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
   */
  private grant(keyArn: string): KmsGrant {
    const { partition, id } = Account.of(this);
    const role = "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
    return new KmsGrant(this, "disks", {
      name: `${physicalName(this, 240)}-disks`,
      keyId: keyArn,
      granteePrincipal: `arn:${partition}:iam::${id}:role/${role}`,
      operations: [
        ...["CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey"],
        ...["GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"],
      ],
    });
  }
}
