import { Token, TerraformVariable, VariableType } from "cdktf";
import { Cluster, Network, type ClusterProps } from "../../../constructs/aws";
import { awsStack, statementsOf, theOnly, type AwsStackJson } from "../../support/aws/aws-stack";

const props: ClusterProps = {
  network: { privateSubnetIds: ["subnet-1", "subnet-2", "subnet-3"] },
  version: "1.35",
  nodeGroups: { general: { instanceTypes: ["m7g.large"], minSize: 3, desiredSize: 3, maxSize: 6 } },
};

const cluster = (more: Partial<ClusterProps> = {}): AwsStackJson =>
  awsStack((stack) => new Cluster(stack, "cluster", { ...props, ...more }));

type Attributes = Readonly<Record<string, unknown>>;

const all = (json: AwsStackJson, type: string): readonly Attributes[] => Object.values(json.resource?.[type] ?? {});
const named = (json: AwsStackJson, type: string, part: string): Attributes =>
  Object.entries(json.resource?.[type] ?? {}).find(([name]) => name.includes(part))![1];

const CLUSTER = cluster();
const CONTROL_PLANE = theOnly(CLUSTER, "aws_eks_cluster");

describe("a cluster", () => {
  it("is found by its path, and named by it", () => {
    expect(Object.keys(CLUSTER.resource!["aws_eks_cluster"]!)).toEqual([
      expect.stringMatching(/^cluster_[0-9A-F]{8}$/),
    ]);
    expect(CONTROL_PLANE).toMatchObject({ name: "shop-cluster", version: "1.35" });
    expect(theOnly(cluster({ name: "orders" }), "aws_eks_cluster")["name"]).toBe("orders");
  });

  it("has a private endpoint alone", () => {
    expect(CONTROL_PLANE["vpc_config"]).toEqual({
      endpoint_private_access: true,
      endpoint_public_access: false,
      subnet_ids: ["subnet-1", "subnet-2", "subnet-3"],
    });
    expect(all(CLUSTER, "aws_vpc_security_group_ingress_rule")).toEqual([]);
  });

  it("encrypts what Kubernetes keeps, its logs and the disks of nodes with one key", () => {
    const key = expect.stringMatching(/^\${aws_kms_key\.cluster_key_.*\.arn}$/);
    expect(CONTROL_PLANE["encryption_config"]).toEqual({ resources: ["secrets"], provider: { key_arn: key } });
    expect(theOnly(CLUSTER, "aws_cloudwatch_log_group")["kms_key_id"]).toEqual(key);
    expect(theOnly(CLUSTER, "aws_launch_template")["block_device_mappings"]).toEqual([
      expect.objectContaining({ ebs: expect.objectContaining({ kms_key_id: key }) }),
    ]);
  });

  it("encrypts with a key that is given", () => {
    const arn = "arn:aws:kms:eu-west-1:123456789012:key/1";
    const json = cluster({ key: { arn } });
    expect(theOnly(json, "aws_eks_cluster")["encryption_config"]).toMatchObject({ provider: { key_arn: arn } });
    expect(all(json, "aws_kms_key")).toEqual([]);
  });

  it("writes all logs of its control plane into a group that is there before it", () => {
    expect(CONTROL_PLANE["enabled_cluster_log_types"]).toEqual([
      ...["api", "audit", "authenticator", "controllerManager", "scheduler"],
    ]);
    expect(theOnly(CLUSTER, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/eks/shop-cluster/cluster",
      retention_in_days: 365,
    });
    expect(CONTROL_PLANE["depends_on"]).toContainEqual(
      expect.stringMatching(/^aws_cloudwatch_log_group\.cluster_logs/),
    );
    const short = theOnly(cluster({ logRetentionDays: 90 }), "aws_cloudwatch_log_group");
    expect(short["retention_in_days"]).toBe(90);
  });

  it("stays at its version, and has no add-on that nobody pinned", () => {
    expect(CONTROL_PLANE).toMatchObject({
      bootstrap_self_managed_addons: false,
      upgrade_policy: { support_type: "EXTENDED" },
    });
  });

  it("lets nobody in, not even whoever creates it, until it is told to", () => {
    expect(CONTROL_PLANE["access_config"]).toEqual({
      authentication_mode: "API",
      bootstrap_cluster_creator_admin_permissions: false,
    });
    expect(all(CLUSTER, "aws_eks_access_entry")).toEqual([]);
    const json = cluster({ administrators: ["arn:aws:iam::123456789012:role/platform"] });
    expect(theOnly(json, "aws_eks_access_entry")["principal_arn"]).toBe("arn:aws:iam::123456789012:role/platform");
  });

  it("acts by a role that EKS takes for it alone", () => {
    const { AssumedByService } = statementsOf(named(CLUSTER, "aws_iam_role", "cluster_role")["assume_role_policy"]);
    expect(AssumedByService).toMatchObject({
      Principal: { Service: "eks.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": expect.stringContaining("aws_caller_identity") },
        ArnLike: { "aws:SourceArn": expect.stringMatching(/:cluster\/shop-cluster$/) },
      },
    });
  });

  it("stands in subnets of another stack, known only later", () => {
    const json = awsStack((stack) => {
      const subnets = new TerraformVariable(stack, "subnets", { type: VariableType.LIST_STRING });
      const network = { privateSubnetIds: Token.asList(subnets.value) };
      new Cluster(stack, "cluster", { ...props, network });
    });
    expect(theOnly(json, "aws_eks_cluster")["vpc_config"]).toMatchObject({ subnet_ids: "${var.subnets}" });
  });

  it("stands in a network of the same stack", () => {
    const json = awsStack((stack) => {
      const network = new Network(stack, "network", { cidr: "10.20.0.0/16" });
      new Cluster(stack, "cluster", { ...props, network });
    });
    const { subnet_ids: subnets } = theOnly(json, "aws_eks_node_group");
    expect(subnets).toEqual(Array(3).fill(expect.stringContaining("network_private_routes-of-")));
  });
});

describe("add-ons of a cluster", () => {
  it("are pinned, and keep network policies", () => {
    const versions = all(CLUSTER, "aws_eks_addon").map(
      (one) => `${String(one["addon_name"])} ${String(one["addon_version"])}`,
    );
    expect(versions.sort()).toEqual([
      "aws-ebs-csi-driver v1.59.0-eksbuild.1",
      "coredns v1.13.2-eksbuild.4",
      "eks-pod-identity-agent v1.3.10-eksbuild.3",
      "kube-proxy v1.35.3-eksbuild.2",
      "vpc-cni v1.21.1-eksbuild.1",
    ]);
    expect(named(CLUSTER, "aws_eks_addon", "vpc-cni")["configuration_values"]).toBe('{"enableNetworkPolicy":"true"}');
  });

  it("come before the nodes that need them, or after those that they need", () => {
    const nodes = theOnly(CLUSTER, "aws_eks_node_group")["depends_on"] as string[];
    const before = nodes.filter((one) => one.startsWith("aws_eks_addon")).map((one) => one.replace(/_[^_]*$/, ""));
    expect(before.map((one) => one.split("_").at(-1))).toEqual(["eks-pod-identity-agent", "vpc-cni", "kube-proxy"]);
    for (const addon of ["coredns", "aws-ebs-csi-driver"]) {
      expect(named(CLUSTER, "aws_eks_addon", addon)["depends_on"]).toEqual([
        expect.stringMatching(/^aws_eks_node_group\.cluster_nodes_general/),
      ]);
    }
  });

  it("have permissions of their own, where they need some", () => {
    const identities = all(CLUSTER, "aws_eks_addon").flatMap((one) => one["pod_identity_association"] ?? []);
    expect(identities).toEqual([
      { role_arn: expect.stringContaining("ebs-csi"), service_account: "ebs-csi-controller-sa" },
      { role_arn: expect.stringContaining("vpc-cni"), service_account: "aws-node" },
    ]);
    const { AttachEncryptedVolumes } = statementsOf(theOnly(CLUSTER, "aws_iam_role_policy")["policy"]);
    expect(AttachEncryptedVolumes!["Condition"]).toEqual({ Bool: { "kms:GrantIsForAWSResource": "true" } });
  });
});

describe("a cluster is refused", () => {
  it.each<[string, Partial<ClusterProps>, string]>([
    [
      "of a version that EKS does not run",
      { version: "9.99" },
      "[shop/cluster] version must be one that EKS runs, got: 9.99\nPass 1.32, 1.33, 1.34, 1.35, 1.36. A cluster that is there goes up by one at a time.",
    ],
    [
      "of a version that is a property of every object",
      { version: "toString" },
      "[shop/cluster] version must be one that EKS runs, got: toString\nPass 1.32, 1.33, 1.34, 1.35, 1.36. A cluster that is there goes up by one at a time.",
    ],
    [
      "in a single subnet",
      { network: { privateSubnetIds: ["subnet-1"] } },
      "[shop/cluster] needs subnets in at least 2 zones, got: 1\nPass the subnets of a network over more zones.",
    ],
    [
      "in one subnet twice",
      { network: { privateSubnetIds: ["subnet-1", "subnet-1"] } },
      "[shop/cluster] is put into one subnet twice, got: subnet-1\nPass one subnet for each zone, each once.",
    ],
    [
      "with a name that EKS does not take",
      { name: "the shop" },
      "[shop/cluster] name must be 1 to 100 letters, digits, '-' and '_', and begin with a letter or a digit, got: the shop\nPass, for example, shop-cluster.",
    ],
    [
      "with a name that is too long",
      { name: "x".repeat(101) },
      `[shop/cluster] name must be 1 to 100 letters, digits, '-' and '_', and begin with a letter or a digit, got: ${"x".repeat(101)}\nPass, for example, shop-cluster.`,
    ],
    [
      "whose logs are soon forgotten",
      { logRetentionDays: 30 },
      "[shop/cluster] logs of the control plane must be kept for 90 days or longer, got: 30\nPass 365, or leave it out: who did what in a cluster is asked months later.",
    ],
    [
      "without nodes",
      { nodeGroups: {} },
      "[shop/cluster] has no nodes, and its DNS would start nowhere\nPass at least one group in 'nodeGroups'.",
    ],
  ])("%s", (_what, wrong, message) => {
    expect(() => cluster(wrong)).toThrow(message);
  });
});
