import { Lazy } from "cdktf";
import { Cluster, type ClusterProps } from "../../../../constructs/aws";
import { awsStack, theOnly } from "../../../support/aws/aws-stack";

const cluster = (more: Pick<ClusterProps, "apiFrom" | "publicEndpoint">) =>
  awsStack(
    (stack) =>
      new Cluster(stack, "cluster", {
        ...{ network: { privateSubnetIds: ["subnet-1", "subnet-2"] }, version: "1.35" },
        nodeGroups: { general: { instanceTypes: ["m7g.large"], minSize: 3, desiredSize: 3, maxSize: 6 } },
        ...more,
      }),
  );

describe("the endpoint of a cluster", () => {
  it("is open to a network that it is connected with, on 443", () => {
    expect(theOnly(cluster({ apiFrom: ["10.99.0.0/24"] }), "aws_vpc_security_group_ingress_rule")).toMatchObject({
      ...{ cidr_ipv4: "10.99.0.0/24", from_port: 443, to_port: 443, ip_protocol: "tcp" },
      security_group_id: expect.stringContaining("cluster_security_group_id"),
    });
  });

  it("is open once to a network that is named twice, and to one that is only known later", () => {
    const blocks = (from: readonly string[]) =>
      cluster({ apiFrom: from }).resource!["aws_vpc_security_group_ingress_rule"]!;
    const names = Object.keys(blocks(["10.98.0.0/24", "10.99.0.0/24", "10.98.0.0/24"]));
    expect(names).toHaveLength(2);
    expect(names).toEqual(expect.arrayContaining(Object.keys(blocks(["10.99.0.0/24"]))));
    expect(Object.values(blocks([Lazy.stringValue({ produce: () => "${var.office}" })]))).toEqual([
      expect.objectContaining({ cidr_ipv4: "${var.office}" }),
    ]);
  });

  it("is open to addresses of the internet that are named", () => {
    const json = cluster({ publicEndpoint: { from: ["203.0.113.0/24"] } });
    expect(theOnly(json, "aws_eks_cluster")["vpc_config"]).toMatchObject({
      endpoint_private_access: true,
      endpoint_public_access: true,
      public_access_cidrs: ["203.0.113.0/24"],
    });
  });

  it("is open to the internet with a reason", () => {
    const json = cluster({ publicEndpoint: { from: ["0.0.0.0/0"], openBecause: "a workshop, until it ends" } });
    expect(theOnly(json, "aws_eks_cluster")["vpc_config"]).toMatchObject({ public_access_cidrs: ["0.0.0.0/0"] });
  });

  it.each<[string, ClusterProps["publicEndpoint"], string]>([
    [
      "the internet",
      { from: ["0.0.0.0/0"] },
      "[shop/cluster] publicEndpoint.from would let the internet try, got: 0.0.0.0/0\nName the blocks of your own public addresses, or say why in 'publicEndpoint.openBecause'.",
    ],
    [
      "the internet, for an empty reason",
      { from: ["0.0.0.0/0"], openBecause: " " },
      "[shop/cluster] publicEndpoint.from would let the internet try, got: 0.0.0.0/0\nName the blocks of your own public addresses, or say why in 'publicEndpoint.openBecause'.",
    ],
    [
      "both halves of the internet",
      { from: ["0.0.0.0/1", "128.0.0.0/1"] },
      "[shop/cluster] publicEndpoint.from would let the internet try, got: 0.0.0.0/1\nName the blocks of your own public addresses, or say why in 'publicEndpoint.openBecause'.",
    ],
    [
      "nobody in particular",
      { from: [] },
      "[shop/cluster] publicEndpoint.from is empty, which EKS takes for the whole internet\nName the blocks of your own public addresses, or leave 'publicEndpoint' out.",
    ],
    [
      "what is no block",
      { from: ["203.0.113.7"] },
      "[shop/cluster] publicEndpoint.from must be blocks of IPv4 addresses, got: 203.0.113.7\nPass, for example, 203.0.113.0/24.",
    ],
    [
      "private addresses",
      { from: ["10.0.0.0/8"] },
      "[shop/cluster] publicEndpoint.from must be public addresses, got: 10.0.0.0/8\nName those that your network has in the internet. Private ones reach the private endpoint: name them in 'apiFrom'.",
    ],
    [
      "more blocks than EKS takes",
      { from: Array.from({ length: 41 }, (_none, index) => `203.0.${index}.0/24`) },
      "[shop/cluster] publicEndpoint.from must be 40 blocks at most, got: 41\nJoin neighbouring blocks into wider ones.",
    ],
  ])("is not opened to %s", (_what, publicEndpoint, message) => {
    expect(() => cluster({ publicEndpoint })).toThrow(message);
  });

  it("is not opened to a network that is none", () => {
    expect(() => cluster({ apiFrom: ["10.0.0.300/8"] })).toThrow(
      "[shop/cluster] apiFrom must be blocks of IPv4 addresses, got: 10.0.0.300/8\nPass, for example, 203.0.113.0/24.",
    );
  });
});
