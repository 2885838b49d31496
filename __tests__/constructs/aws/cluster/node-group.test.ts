import { Cluster, type NodeGroupProps } from "../../../../constructs/aws";
import { awsStack, theOnly } from "../../../support/aws/aws-stack";

const group = (more: Partial<NodeGroupProps> = {}, name = "general") =>
  awsStack(
    (stack) =>
      new Cluster(stack, "cluster", {
        ...{ network: { privateSubnetIds: ["subnet-1", "subnet-2"] }, version: "1.35" },
        nodeGroups: {
          [name]: { instanceTypes: ["m7g.large"], minSize: 3, desiredSize: 4, maxSize: 6, ...more },
        },
      }),
  );

const GROUP = group();
const NODES = theOnly(GROUP, "aws_eks_node_group");
const TEMPLATE = theOnly(GROUP, "aws_launch_template");

describe("a group of nodes", () => {
  it("starts the instances that were asked for, in private subnets", () => {
    expect(NODES).toMatchObject({
      ...{ instance_types: ["m7g.large"], ami_type: "AL2023_ARM_64_STANDARD", version: "1.35" },
      ...{ scaling_config: { min_size: 3, desired_size: 4, max_size: 6 }, subnet_ids: ["subnet-1", "subnet-2"] },
    });
    expect(theOnly(group({ instanceTypes: ["m7i.large"] }), "aws_eks_node_group")["ami_type"]).toBe(
      "AL2023_x86_64_STANDARD",
    );
  });

  it("is there before the one that it replaces is gone", () => {
    expect(NODES).toMatchObject({
      node_group_name_prefix: "general-",
      lifecycle: { create_before_destroy: true },
      update_config: { max_unavailable_percentage: 33 },
      node_repair_config: { enabled: true },
    });
  });

  it("has nodes that nobody logs in to", () => {
    expect([NODES["remote_access"], TEMPLATE["key_name"]]).toEqual([undefined, undefined]);
  });

  it("has nodes whose pods cannot ask for their credentials", () => {
    expect(TEMPLATE["metadata_options"]).toEqual({
      http_endpoint: "enabled",
      http_tokens: "required",
      http_put_response_hop_limit: 1,
    });
  });

  it("has encrypted disks, which the service that starts nodes may use", () => {
    const key = expect.stringMatching(/^\${aws_kms_key\.cluster_key/);
    const disk = {
      encrypted: "true",
      kms_key_id: key,
      volume_type: "gp3",
      volume_size: 50,
      delete_on_termination: "true",
    };
    expect(TEMPLATE["block_device_mappings"]).toEqual([{ device_name: "/dev/xvda", ebs: disk }]);
    expect(theOnly(GROUP, "aws_kms_grant")).toMatchObject({
      grantee_principal: expect.stringMatching(/autoscaling\.amazonaws\.com\/AWSServiceRoleForAutoScaling$/),
      key_id: key,
    });
    expect(NODES["depends_on"]).toContainEqual(expect.stringMatching(/^aws_kms_grant\./));
  });

  it("gives the tags of the stack to what is started from it", () => {
    const tags = expect.stringMatching(/^\${merge\(data\.aws_default_tags\..*"shop-cluster-nodes-general"}\)}$/);
    expect(TEMPLATE["tag_specifications"]).toEqual(
      ["instance", "volume", "network-interface"].map((resource_type) => ({ resource_type, tags })),
    );
  });

  it("has a role without permissions of the network or of disks, and labels for pods", () => {
    const attached = Object.values(GROUP.resource!["aws_iam_role_policy_attachment"]!)
      .filter((one) => String(one["role"]).includes("cluster_nodes_role"))
      .map((one) => String(one["policy_arn"]).replace(/.*\//, ""));
    expect(attached).toEqual(["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy"]);
    const labels = { "shop/purpose": "orders" };
    expect(theOnly(group({ labels }), "aws_eks_node_group")["labels"]).toEqual(labels);
  });

  it.each(["1.32", "1.34", "1.35"])("may run Kubernetes %s in a cluster of 1.35", (version) => {
    expect(theOnly(group({ version }), "aws_eks_node_group")["version"]).toBe(version);
  });

  it.each(["1.36", "1.31", "2.35", "latest"])("does not run Kubernetes %s in a cluster of 1.35", (version) => {
    expect(() => group({ version })).toThrow(
      `[shop/cluster/nodes/general] version of nodes must be that of their cluster, 1.35, or up to 3 older, got: ${version}\nLeave it out, or raise the nodes before the cluster goes up again.`,
    );
  });

  it.each([
    [5, 9, 1],
    [3, 2, 6],
    [3, 7, 6],
    [-1, 0, 1],
    [0, 0, 0],
    [1, 1.5, 2],
  ])("does not have sizes %d, %d, %d", (minSize, desiredSize, maxSize) => {
    expect(() => group({ minSize, desiredSize, maxSize })).toThrow(
      `[shop/cluster/nodes/general] sizes must be whole numbers, 0 or more, with minSize <= desiredSize <= maxSize and maxSize above 0, got: ${minSize}, ${desiredSize}, ${maxSize}\nPass, for example, 3, 3 and 6.`,
    );
  });

  it.each([19, 16_385, 20.5])("does not have disks of %d GiB", (diskGiB) => {
    expect(() => group({ diskGiB })).toThrow(
      `[shop/cluster/nodes/general] diskGiB must be a whole number, 20 to 16384, got: ${diskGiB}\nPass 50: images of containers lie there.`,
    );
  });

  it.each(["-x", "a b", "x".repeat(37)])("is not named '%s'", (name) => {
    expect(() => group({}, name)).toThrow(
      `[shop/cluster/nodes] a group of nodes must be named by 1 to 36 letters, digits and '-', and begin with a letter or a digit, got: ${name}\nPass, for example, general.`,
    );
  });

  it("does not start what is no instance type", () => {
    expect(() => group({ instanceTypes: ["zz.huge"] })).toThrow(
      "[shop/cluster/nodes/general] instanceTypes must be family.size, got: zz.huge\nPass, for example, m7g.large or m7i.2xlarge.",
    );
  });
});
