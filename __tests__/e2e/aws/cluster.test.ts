import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeFlowLogsCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  type RouteTable,
} from "@aws-sdk/client-ec2";
import {
  DescribeAddonCommand,
  DescribeClusterCommand,
  DescribeNodegroupCommand,
  EKSClient,
  ListAccessEntriesCommand,
  ListAddonsCommand,
  ListAssociatedAccessPoliciesCommand,
  ListClustersCommand,
  ListNodegroupsCommand,
  ListPodIdentityAssociationsCommand,
  type Cluster as EksCluster,
} from "@aws-sdk/client-eks";
import { GetRoleCommand, IAMClient, ListAttachedRolePoliciesCommand } from "@aws-sdk/client-iam";
import { KMSClient, ListGrantsCommand } from "@aws-sdk/client-kms";
import { Cluster, Network } from "../../../constructs/aws";
import { awsStack, REGION, statementsOf, type AwsStackJson } from "../../support/aws/aws-stack";
import { Emulator } from "../../support/aws/emulator";
import { AWS } from "../../support/plans/cloud";
import { PlanFolder } from "../../support/plans/plan-folder";

const CIDR = "10.20.0.0/16";
const clusterName = "shop-cluster";
const PLATFORM = "arn:aws:iam::123456789012:role/teams/platform";
const SUPPORT = "arn:aws:iam::123456789012:role/support";

let emulator: Emulator;
let folder: PlanFolder;
let ec2: EC2Client;
let eks: EKSClient;
let iam: IAMClient;
let kms: KMSClient;
let logs: CloudWatchLogsClient;
let VpcId: string;
let filters: { Filters: { Name: string; Values: string[] }[] };

jest.setTimeout(900_000);

/** One apply for both: a cluster needs a network. */
const shop = (version: string) =>
  awsStack((stack) => {
    const network = new Network(stack, "network", { cidr: CIDR });
    const cluster = new Cluster(stack, "cluster", {
      ...{ network, version, administrators: [PLATFORM], viewers: [SUPPORT], apiFrom: ["10.99.0.0/24"] },
      nodeGroups: { general: { instanceTypes: ["m7g.large", "m6g.large"], minSize: 3, desiredSize: 3, maxSize: 6 } },
    });
    cluster.podIdentity("shop", "api", {
      statements: [{ Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop/*" }],
    });
  });

/** EKS cannot change the role of a cluster: Terraform has to make another one. */
function withOtherRole(json: AwsStackJson): object {
  const [[name, control]] = Object.entries(json.resource!["aws_eks_cluster"]!) as [[string, object]];
  const roleArn = "arn:aws:iam::123456789012:role/other";
  return { ...json, resource: { ...json.resource, aws_eks_cluster: { [name]: { ...control, role_arn: roleArn } } } };
}

beforeAll(async () => {
  emulator = await Emulator.start();
  const client = emulator.client(REGION);
  ec2 = new EC2Client(client);
  eks = new EKSClient(client);
  iam = new IAMClient(client);
  kms = new KMSClient(client);
  logs = new CloudWatchLogsClient(client);
  folder = await PlanFolder.with(AWS, emulator.variables);
  folder.write(shop("1.35"));
  await folder.apply();
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  VpcId = Vpcs.find(({ CidrBlock }) => CidrBlock === CIDR)!.VpcId!;
  filters = { Filters: [{ Name: "vpc-id", Values: [VpcId] }] };
});

afterAll(async () => {
  for (const client of [ec2, eks, iam, kms, logs]) client?.destroy();
  folder?.remove();
  await emulator?.stop();
});

it("has nothing pending after an apply", async () => {
  expect(await folder.pending()).toEqual([]);
});

/** Where a table leads everything that is not of the network. */
const wayOut = ({ Routes = [] }: RouteTable): string =>
  Routes.filter(({ DestinationCidrBlock: to }) => to === "0.0.0.0/0")
    .map(({ GatewayId = "", NatGatewayId = "" }) => `${GatewayId}${NatGatewayId}`.replace(/-.*/, ""))
    .join();

describe("a network", () => {
  it("finds services of AWS by their own names", async () => {
    const asked = ["enableDnsSupport", "enableDnsHostnames"] as const;
    const [support, hostnames] = await Promise.all(
      asked.map((Attribute) => ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }))),
    );
    expect([support!.EnableDnsSupport?.Value, hostnames!.EnableDnsHostnames?.Value]).toEqual([true, true]);
  });

  it("has three subnets in each of three zones, none of which gives out public addresses", async () => {
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand(filters));
    expect(Subnets.filter(({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch)).toEqual([]);
    const kinds = Subnets.map(({ AvailabilityZone, Tags = [] }) => {
      const kind = Tags.find(({ Key }) => Key === "Name")!.Value!.replace(/^shop-network-/, "");
      return `${AvailabilityZone} ${kind} ${Tags.map(({ Key }) => Key!).filter((key) => key.startsWith("kubernetes"))}`;
    });
    expect(kinds.sort()).toEqual(
      ["a", "b", "c"].flatMap((letter) => [
        `eu-west-1${letter} isolated-${letter} `,
        `eu-west-1${letter} private-${letter} kubernetes.io/role/internal-elb`,
        `eu-west-1${letter} public-${letter} kubernetes.io/role/elb`,
      ]),
    );
  });

  it("leads public subnets to the internet gateway, each private one to its own NAT gateway, and isolated ones nowhere", async () => {
    const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand(filters));
    const used = RouteTables.filter(({ Associations = [] }) => Associations.some(({ SubnetId }) => SubnetId));
    const ways = used.map((table) => `${table.Associations!.length} ${wayOut(table)}`);
    expect(ways.sort()).toEqual(["1 nat", "1 nat", "1 nat", "3 ", "3 igw"]);
    const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({ Filter: filters.Filters }));
    expect(new Set(NatGateways.map(({ SubnetId }) => SubnetId)).size).toBe(3);
  });

  it("lets nothing through by the default security group, and only HTTPS of the network to endpoints", async () => {
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand(filters));
    const rules = Object.fromEntries(
      SecurityGroups.map(({ GroupName, IpPermissions = [], IpPermissionsEgress = [] }) => [
        GroupName,
        [...IpPermissions, ...IpPermissionsEgress].map(
          ({ FromPort, ToPort, IpRanges = [] }) => `${FromPort}-${ToPort} ${IpRanges.map(({ CidrIp }) => CidrIp)}`,
        ),
      ]),
    );
    expect(rules).toMatchObject({ default: [], "shop-network-endpoints": ["443-443 10.20.0.0/16"] });
  });

  it("reaches S3, ECR, STS, logs and secrets without leaving, by this account's credentials", async () => {
    const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand(filters));
    const endpoints = VpcEndpoints.map((one) => [
      one.ServiceName!.replace("com.amazonaws.eu-west-1.", ""),
      ...[one.VpcEndpointType, one.PrivateDnsEnabled, one.SubnetIds?.length ?? 0],
    ]);
    expect(endpoints.sort()).toEqual([
      ...["ecr.api", "ecr.dkr", "logs"].map((service) => [service, "Interface", true, 3]),
      ["s3", "Gateway", false, 0],
      ...["secretsmanager", "sts"].map((service) => [service, "Interface", true, 3]),
    ]);
    expect(
      VpcEndpoints.filter(({ PolicyDocument = "" }) => !PolicyDocument.includes('"aws:PrincipalAccount":"1234')),
    ).toEqual([]);
  });

  it("keeps encrypted flow logs of all traffic for a year", async () => {
    const { FlowLogs = [] } = await ec2.send(new DescribeFlowLogsCommand({}));
    expect(FlowLogs).toEqual([
      expect.objectContaining({ ResourceId: VpcId, TrafficType: "ALL", MaxAggregationInterval: 60 }),
    ]);
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws/vpc/" }));
    expect(logGroups).toEqual([
      expect.objectContaining({
        logGroupName: "/aws/vpc/shop-network-flow-logs",
        retentionInDays: 365,
        kmsKeyId: expect.stringMatching(/^arn:aws:kms:/),
      }),
    ]);
  });
});

describe("a cluster", () => {
  let cluster: EksCluster;

  beforeAll(async () => {
    cluster = (await eks.send(new DescribeClusterCommand({ name: clusterName }))).cluster!;
  });

  it("has a private endpoint, in the private subnets", () => {
    expect(cluster.version).toBe("1.35");
    expect(cluster.resourcesVpcConfig).toMatchObject({
      ...{ endpointPrivateAccess: true, endpointPublicAccess: false },
      subnetIds: [expect.any(String), expect.any(String), expect.any(String)],
    });
  });

  it("encrypts what Kubernetes keeps, and logs all that its control plane does", () => {
    expect(cluster.encryptionConfig).toEqual([
      { resources: ["secrets"], provider: { keyArn: expect.stringMatching(/^arn:aws:kms:/) } },
    ]);
    const { clusterLogging = [] } = cluster.logging ?? {};
    const written = clusterLogging.filter(({ enabled }) => enabled).flatMap(({ types = [] }) => types);
    expect(written.sort()).toEqual(["api", "audit", "authenticator", "controllerManager", "scheduler"]);
  });

  it("keeps these logs encrypted for a year", async () => {
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws/eks/" }));
    expect(logGroups).toEqual([
      expect.objectContaining({
        logGroupName: "/aws/eks/shop-cluster/cluster",
        retentionInDays: 365,
        kmsKeyId: cluster.encryptionConfig![0]!.provider!.keyArn,
      }),
    ]);
  });

  it("lets in whom it was told to, and not whoever made it", async () => {
    expect(cluster.accessConfig).toEqual({
      authenticationMode: "API",
      bootstrapClusterCreatorAdminPermissions: false,
    });
    const { accessEntries = [] } = await eks.send(new ListAccessEntriesCommand({ clusterName }));
    const policies = accessEntries.map(async (principalArn) => {
      const asked = new ListAssociatedAccessPoliciesCommand({ clusterName, principalArn });
      const { associatedAccessPolicies = [] } = await eks.send(asked);
      return `${principalArn} ${associatedAccessPolicies.map(({ policyArn }) => policyArn!.split("/").at(-1))}`;
    });
    expect((await Promise.all(policies)).sort()).toEqual([
      `${SUPPORT} AmazonEKSViewPolicy`,
      `${PLATFORM} AmazonEKSClusterAdminPolicy`,
    ]);
  });

  it("is reached from the blocks that were named", async () => {
    const GroupIds = [cluster.resourcesVpcConfig!.clusterSecurityGroupId!];
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds }));
    const [rule] = SecurityGroups[0]!.IpPermissions!.filter(({ FromPort }) => FromPort === 443);
    expect(rule!.IpRanges).toEqual([{ CidrIp: "10.99.0.0/24", Description: "API of Kubernetes" }]);
  });

  it("runs its add-ons at pinned versions", async () => {
    const { addons = [] } = await eks.send(new ListAddonsCommand({ clusterName }));
    const versions = addons.map(async (addonName) => {
      const { addon } = await eks.send(new DescribeAddonCommand({ clusterName, addonName }));
      return `${addonName} ${addon!.addonVersion} ${addon!.configurationValues ?? ""}`.trim();
    });
    expect((await Promise.all(versions)).sort()).toEqual([
      "aws-ebs-csi-driver v1.59.0-eksbuild.1",
      "coredns v1.13.2-eksbuild.4",
      "eks-pod-identity-agent v1.3.10-eksbuild.3",
      "kube-proxy v1.35.3-eksbuild.2",
      'vpc-cni v1.21.1-eksbuild.1 {"enableNetworkPolicy":"true"}',
    ]);
  });

  it("gives pods roles that no other pod can take", async () => {
    const { associations = [] } = await eks.send(new ListPodIdentityAssociationsCommand({ clusterName }));
    const accounts = associations.map(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`);
    expect(accounts.sort()).toEqual(["kube-system/aws-node", "kube-system/ebs-csi-controller-sa", "shop/api"]);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: "shop-cluster-shop-api-role" }));
    const { TakenByPods } = statementsOf(decodeURIComponent(Role!.AssumeRolePolicyDocument!));
    expect(TakenByPods!["Condition"]).toEqual({
      StringEquals: {
        "aws:RequestTag/eks-cluster-arn": cluster.arn,
        "aws:RequestTag/kubernetes-namespace": "shop",
        "aws:RequestTag/kubernetes-service-account": "api",
      },
    });
  });

  it("gives nodes no more than joining and pulling", async () => {
    const { AttachedPolicies = [] } = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName: "shop-cluster-nodes" }),
    );
    expect(AttachedPolicies.map(({ PolicyName }) => PolicyName).sort()).toEqual([
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonEKSWorkerNodePolicy",
    ]);
  });

  it("starts nodes in private subnets, without a way to log in", async () => {
    const { nodegroups = [] } = await eks.send(new ListNodegroupsCommand({ clusterName }));
    expect(nodegroups).toEqual([expect.stringMatching(/^general-/)]);
    const { nodegroup } = await eks.send(new DescribeNodegroupCommand({ clusterName, nodegroupName: nodegroups[0] }));
    expect(nodegroup).toMatchObject({
      ...{ version: "1.35", amiType: "AL2023_ARM_64_STANDARD", instanceTypes: ["m7g.large", "m6g.large"] },
      scalingConfig: { minSize: 3, desiredSize: 3, maxSize: 6 },
      subnets: cluster.resourcesVpcConfig!.subnetIds,
    });
    expect(nodegroup!.remoteAccess).toBeUndefined();
  });

  it("starts nodes whose pods cannot ask for their credentials, with disks encrypted by its key", async () => {
    const { LaunchTemplateVersions = [] } = await ec2.send(
      new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName: "shop-cluster-nodes-general" }),
    );
    const { MetadataOptions, BlockDeviceMappings } = LaunchTemplateVersions[0]!.LaunchTemplateData!;
    expect(MetadataOptions).toMatchObject({ HttpTokens: "required", HttpPutResponseHopLimit: 1 });
    const KmsKeyId = cluster.encryptionConfig![0]!.provider!.keyArn!;
    expect(BlockDeviceMappings).toEqual([
      { DeviceName: "/dev/xvda", Ebs: expect.objectContaining({ Encrypted: true, VolumeType: "gp3", KmsKeyId }) },
    ]);
    const { Grants = [] } = await kms.send(new ListGrantsCommand({ KeyId: KmsKeyId }));
    expect(Grants.map(({ GranteePrincipal = "" }) => GranteePrincipal.split("/").at(-1))).toEqual([
      "AWSServiceRoleForAutoScaling",
    ]);
  });
});

it("goes up by a version with its nodes and add-ons, without being made anew", async () => {
  const { cluster: before } = await eks.send(new DescribeClusterCommand({ name: clusterName }));
  const { nodegroups: groups } = await eks.send(new ListNodegroupsCommand({ clusterName }));
  folder.write(shop("1.36"));
  await folder.apply();
  expect(await folder.pending()).toEqual([]);
  const { cluster: after } = await eks.send(new DescribeClusterCommand({ name: clusterName }));
  expect([after!.version, after!.createdAt]).toEqual(["1.36", before!.createdAt]);
  expect((await eks.send(new ListNodegroupsCommand({ clusterName }))).nodegroups).toEqual(groups);
  const nodegroupName = groups![0];
  const { nodegroup } = await eks.send(new DescribeNodegroupCommand({ clusterName, nodegroupName }));
  const { addon } = await eks.send(new DescribeAddonCommand({ clusterName, addonName: "kube-proxy" }));
  expect([nodegroup!.version, addon!.addonVersion]).toEqual(["1.36", "v1.36.0-eksbuild.7"]);
});

it("is never destroyed to be made anew: a change that EKS cannot make is refused, with all still there", async () => {
  const { cluster: before } = await eks.send(new DescribeClusterCommand({ name: clusterName }));
  folder.write(withOtherRole(shop("1.36")));
  await expect(folder.apply()).rejects.toThrow(/ResourceInUseException: Cluster already exists/);
  const { cluster: after } = await eks.send(new DescribeClusterCommand({ name: clusterName }));
  expect(after!.createdAt).toEqual(before!.createdAt);
  expect((await eks.send(new ListNodegroupsCommand({ clusterName }))).nodegroups).toHaveLength(1);
  expect((await eks.send(new ListAddonsCommand({ clusterName }))).addons).toHaveLength(5);
});

it("leaves nothing behind", async () => {
  await folder.destroy();
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  expect(Vpcs.filter(({ CidrBlock }) => CidrBlock === CIDR)).toEqual([]);
  expect((await eks.send(new ListClustersCommand({}))).clusters).toEqual([]);
});
