import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { Key, type KeyReference } from "../key";
import { LogGroup, type NetworkReference } from "../network";
import { physicalName } from "../private/physical-name";
import { Access } from "./access";
import { Addons } from "./addons";
import { checkAddresses, checkPublicEndpoint, type PublicEndpoint } from "./endpoint-access";
import { identityTwice } from "./errors";
import type { NodeGroupProps } from "./node-group";
import { Nodes } from "./nodes";
import { PodIdentity, type PodPermissions } from "./pod-identity";
import { checkCluster, MOST_CLUSTER_NAME } from "./request";
import { ControlPlaneRole } from "./control-plane-role";

/** A cluster that is there: of this stack, or of another one. */
export interface ClusterReference {
  readonly name: string;
  readonly endpoint: string;
  /** In base64, as a kubeconfig wants it. */
  readonly certificateAuthority: string;
  /** That of its nodes and pods: who lets them in names it. */
  readonly securityGroupId: string;
}

export interface ClusterProps {
  /** Where nodes and the private endpoint go: subnets in two zones at least. */
  readonly network: Pick<NetworkReference, "privateSubnetIds">;
  /**
   * Of Kubernetes, such as `1.35`. A cluster that is there goes up by one minor version at a time and never down: EKS
   * says so when it is applied, since a synthesis does not know what is there.
   */
  readonly version: string;
  /**
   * Roles that may do everything in the cluster on all days, by ARN. Who creates it is none of them by itself.
   * @default - none: whoever may associate access policies in the account lets himself in, and CloudTrail says so
   */
  readonly administrators?: readonly string[];
  /** Roles that see everything in the cluster but its secrets, by ARN. @default - none */
  readonly viewers?: readonly string[];
  /** Groups of nodes, by name. */
  readonly nodeGroups: Readonly<Record<string, NodeGroupProps>>;
  /** At most 100 characters. @default - the stack and the ids below it */
  readonly name?: string;
  /** Encrypts what Kubernetes keeps, logs and disks of nodes. That of another stack must let CloudWatch Logs use it. @default - a key of its own */
  readonly key?: KeyReference;
  /** Blocks of addresses that reach the private endpoint: a VPN, runners of deployments. @default - nodes and pods alone */
  readonly apiFrom?: readonly string[];
  /** Lets the endpoint be reached from outside as well. @default - it is private */
  readonly publicEndpoint?: PublicEndpoint;
  /** Days that logs of the control plane are kept, 90 or more. @default 365 */
  readonly logRetentionDays?: number;
}

const ALL_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/**
 * Kubernetes of EKS. Its endpoint is private, what it keeps is encrypted with a key, every part of the control plane
 * writes logs, and roles of IAM are let in by entries. Pods get roles by `podIdentity`, never those of their node.
 *
 * Version 5 of the provider cannot protect a cluster from deletion. A change that EKS cannot make, such as of its role, is
 * refused with all still there: nodes come before those that they replace, and so would a cluster of the same name.
 *
 * The account must have used Auto Scaling once, or
 * `aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com`: disks are encrypted for that role.
 *
 * @throws InvalidPlatform when EKS would refuse it, or nobody could work with it
 */
export class Cluster extends Construct implements ClusterReference {
  readonly name: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;
  readonly securityGroupId: string;
  /** For storage classes: `kmsKeyId`. */
  readonly keyArn: string;
  private readonly identities = new Set<string>();

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    const name = props.name ?? physicalName(this, MOST_CLUSTER_NAME);
    checkCluster(this, name, props);
    const key = props.key ?? new Key(this, "key", { description: `What ${name} keeps, its logs and disks` });
    this.keyArn = key.arn;
    const cluster = this.controlPlane(name, key, props);
    this.name = cluster.name;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.get(0).data;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.openEndpointTo(props.apiFrom ?? []);
    const { administrators = [], viewers = [], version, nodeGroups: groups } = props;
    new Access(this, "access", { clusterName: this.name, administrators, viewers });
    const shared = { clusterName: this.name, keyArn: this.keyArn };
    const addons = new Addons(this, "addons", { ...shared, version });
    const nodes = new Nodes(this, "nodes", {
      ...{ ...shared, groups, clusterVersion: version, after: addons.beforeNodes },
      subnetIds: props.network.privateSubnetIds,
    });
    addons.afterNodes(nodes.groups);
  }

  /**
   * Gives the pods of a service account a role of their own.
   *
   * @throws InvalidPlatform when they have one, or Kubernetes has no such names
   */
  podIdentity(namespace: string, serviceAccount: string, permissions: PodPermissions): PodIdentity {
    const id = `${namespace}-${serviceAccount}`;
    if (this.identities.has(`${namespace}/${serviceAccount}`))
      throw identityTwice(this, `${namespace}/${serviceAccount}`);
    this.identities.add(`${namespace}/${serviceAccount}`);
    return new PodIdentity(this, id, { cluster: this, namespace, serviceAccount, ...permissions });
  }

  private controlPlane(name: string, key: KeyReference, props: ClusterProps): EksCluster {
    const { publicEndpoint, network } = props;
    if (publicEndpoint) checkPublicEndpoint(this, publicEndpoint);
    // EKS would make it by itself, in clear and for ever.
    const logs = new LogGroup(this, "logs", {
      name: `/aws/eks/${name}/cluster`,
      retentionDays: props.logRetentionDays ?? 365,
      key,
    });
    const role = new ControlPlaneRole(this, "role", { clusterName: name });
    return new EksCluster(this, "Resource", {
      name,
      version: props.version,
      roleArn: role.arn,
      vpcConfig: {
        subnetIds: [...network.privateSubnetIds],
        endpointPrivateAccess: true,
        endpointPublicAccess: publicEndpoint !== undefined,
        ...(publicEndpoint ? { publicAccessCidrs: [...publicEndpoint.from] } : {}),
      },
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: key.arn } },
      enabledClusterLogTypes: ALL_LOGS,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      // Add-ons of pinned versions come instead.
      bootstrapSelfManagedAddons: false,
      // The other kind goes up by itself one day, and Terraform would then want to take it down.
      upgradePolicy: { supportType: "EXTENDED" },
      dependsOn: [logs, role.policy],
    });
  }

  private openEndpointTo(blocks: readonly string[]): void {
    [...new Set(blocks)].forEach((block, index) => {
      // By what it is, so that no rule is made anew when one before it goes.
      const from = checkAddresses(this, "apiFrom", block)?.toString().replace("/", "-") ?? index;
      new VpcSecurityGroupIngressRule(this, `api-from-${from}`, {
        securityGroupId: this.securityGroupId,
        description: "API of Kubernetes",
        cidrIpv4: block,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
    });
  }
}
