import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Statement } from "../policy";
import { ADDON_VERSIONS, type Addon } from "./kubernetes-versions";
import { PodRole, type PodPermissions } from "./pod-identity";

export interface AddonsProps {
  readonly clusterName: string;
  readonly version: string;
  readonly keyArn: string;
}

interface Options {
  /** @default - the add-on's own */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** What its pods may do, by their service account. @default - nothing */
  readonly identity?: PodPermissions & { readonly serviceAccount: string };
}

/** What EKS runs in a cluster, at pinned versions: before the nodes, what they join with; after them, what needs some. */
export class Addons extends Construct {
  readonly beforeNodes: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AddonsProps,
  ) {
    super(scope, id);
    const agent = this.addon("eks-pod-identity-agent", []);
    const network = this.addon("vpc-cni", [agent], {
      // Off by default: policies of the network would be taken and not kept.
      // https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html
      configuration: { enableNetworkPolicy: "true" },
      identity: { serviceAccount: "aws-node", managedPolicies: ["AmazonEKS_CNI_Policy"] },
    });
    this.beforeNodes = [agent, network, this.addon("kube-proxy", [])];
  }

  afterNodes(nodes: readonly ITerraformDependable[]): void {
    this.addon("coredns", nodes);
    this.addon("aws-ebs-csi-driver", nodes, {
      identity: {
        serviceAccount: "ebs-csi-controller-sa",
        managedPolicies: ["service-role/AmazonEBSCSIDriverPolicy"],
        statements: encryptWith(this.props.keyArn),
      },
    });
  }

  private addon(
    addonName: Addon,
    dependsOn: readonly ITerraformDependable[],
    { configuration, identity }: Options = {},
  ) {
    const { clusterName, version } = this.props;
    return new EksAddon(this, addonName, {
      clusterName,
      addonName,
      addonVersion: ADDON_VERSIONS[version]![addonName],
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      configurationValues: configuration && JSON.stringify(configuration),
      podIdentityAssociation: identity && [this.associated(addonName, identity)],
      dependsOn: [...dependsOn],
    });
  }

  private associated(addonName: Addon, identity: NonNullable<Options["identity"]>) {
    const { clusterName } = this.props;
    const role = new PodRole(this, `${addonName}-pods`, { clusterName, namespace: "kube-system", ...identity });
    return { serviceAccount: identity.serviceAccount, roleArn: role.arn };
  }
}

/** For volumes that a storage class encrypts with the cluster's key. https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html */
const encryptWith = (key: string): readonly Statement[] => [
  {
    Sid: "EncryptVolumes",
    Effect: "Allow",
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    Resource: key,
  },
  {
    Sid: "AttachEncryptedVolumes",
    Effect: "Allow",
    Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
    Resource: key,
    Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  },
];
