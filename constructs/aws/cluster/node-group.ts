import type { DataAwsDefaultTags } from "@cdktf/provider-aws/lib/data-aws-default-tags";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Fn, Token, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { physicalName } from "../private/physical-name";
import { diskOutside, invalidNodeGroupName, nodeVersionOutside, sizesUnordered } from "./errors";
import { architectureOf } from "./instance-type";
import { KUBERNETES_VERSIONS, minorOf, NODE_SKEW } from "./kubernetes-versions";

export interface NodeGroupProps {
  /** One or several of one architecture, the preferred first: the others are taken when that one is sold out. */
  readonly instanceTypes: readonly string[];
  readonly minSize: number;
  /** Nodes to begin with. */
  readonly desiredSize: number;
  readonly maxSize: number;
  /** Size of each node's disk in GiB, 20 to 16384. @default 50 */
  readonly diskGiB?: number;
  /** Of Kubernetes: that of the cluster, or up to three minor versions older. @default - that of the cluster */
  readonly version?: string;
  /** By which pods choose nodes. @default - none of your own */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What all groups of a cluster share. */
export interface NodeGroupSetting {
  readonly clusterName: string;
  readonly clusterVersion: string;
  readonly subnetIds: readonly string[];
  readonly roleArn: string;
  readonly keyArn: string;
  readonly defaultTags: DataAwsDefaultTags;
  /** What must be there before a node can join. */
  readonly after: readonly ITerraformDependable[];
}

/** EKS allows 63 characters, of which the provider takes 26 to tell a group from the one that replaces it. */
const MOST_NAME = 36;

/** Nodes of one kind, which EKS starts, repairs and replaces. Nobody logs in to them: they have no key for it. */
export class NodeGroup extends Construct implements ITerraformDependable {
  readonly fqn: string;

  constructor(scope: Construct, id: string, props: NodeGroupProps & NodeGroupSetting) {
    super(scope, id);
    if (id.length > MOST_NAME || !/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(id)) {
      throw invalidNodeGroupName(scope, id, MOST_NAME);
    }
    const { minSize, desiredSize, maxSize } = props;
    checkSizes(this, [minSize, desiredSize, maxSize]);
    const template = this.launchTemplate(props);
    const group = new EksNodeGroup(this, "Resource", {
      clusterName: props.clusterName,
      nodeGroupNamePrefix: `${id}-`,
      nodeRoleArn: props.roleArn,
      subnetIds: [...props.subnetIds],
      version: versionOf(this, props),
      amiType: `AL2023_${architectureOf(this, props.instanceTypes)}_STANDARD`,
      instanceTypes: [...props.instanceTypes],
      scalingConfig: { minSize, desiredSize, maxSize },
      updateConfig: { maxUnavailablePercentage: 33 },
      nodeRepairConfig: { enabled: true },
      launchTemplate: { id: template.id, version: Token.asString(template.latestVersion) },
      labels: { ...props.labels },
      // Or pods would have nowhere to go while a group is replaced.
      lifecycle: { createBeforeDestroy: true },
      dependsOn: [...props.after],
    });
    this.fqn = group.fqn;
  }

  private launchTemplate({ keyArn, diskGiB = 50, defaultTags }: NodeGroupProps & NodeGroupSetting): LaunchTemplate {
    if (!Number.isInteger(diskGiB) || diskGiB < 20 || diskGiB > 16_384) throw diskOutside(this, diskGiB);
    const name = physicalName(this, 128);
    // Those of the provider reach the template, not what is started from it.
    const tags = Token.asStringMap(Fn.merge([defaultTags.tags, { Name: name }]));
    return new LaunchTemplate(this, "template", {
      name,
      updateDefaultVersion: true,
      // With one hop a pod cannot ask for the credentials of its node.
      // https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            encrypted: "true",
            kmsKeyId: keyArn,
            volumeType: "gp3",
            volumeSize: diskGiB,
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
    });
  }
}

function checkSizes(scope: Construct, sizes: readonly [min: number, desired: number, max: number]): void {
  const [min, desired, max] = sizes;
  const isWhole = sizes.every((one) => Number.isInteger(one) && one >= 0);
  if (!isWhole || min > desired || desired > max || max === 0) throw sizesUnordered(scope, sizes);
}

function versionOf(scope: Construct, { version, clusterVersion }: NodeGroupProps & NodeGroupSetting): string {
  if (version === undefined) return clusterVersion;
  const older = minorOf(clusterVersion) - minorOf(version);
  if (!KUBERNETES_VERSIONS.includes(version) || older < 0 || older > NODE_SKEW) {
    throw nodeVersionOutside(scope, version, clusterVersion, NODE_SKEW);
  }
  return version;
}
