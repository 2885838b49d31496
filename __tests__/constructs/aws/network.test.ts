import { TerraformOutput } from "cdktf";
import { NatGateways, Network, type NetworkProps } from "../../../constructs/aws";
import { awsStack, statementsOf, theOnly, type AwsStackJson } from "../../support/aws/aws-stack";

const network = (props: Partial<NetworkProps> = {}): AwsStackJson =>
  awsStack((stack) => new Network(stack, "network", { cidr: "10.20.0.0/16", ...props }));

type Attributes = Readonly<Record<string, unknown>>;

const all = (json: AwsStackJson, type: string): readonly Attributes[] => Object.values(json.resource?.[type] ?? {});
const named = (json: AwsStackJson, type: string, part: string): Attributes[] =>
  Object.entries(json.resource?.[type] ?? {}).flatMap(([name, attributes]) =>
    name.includes(part) ? [attributes] : [],
  );

const NETWORK = network();

describe("a network", () => {
  it("has names for what is in it, and is found by its path", () => {
    expect(theOnly(NETWORK, "aws_vpc")).toEqual({
      cidr_block: "10.20.0.0/16",
      enable_dns_hostnames: true,
      enable_dns_support: true,
      tags: { Name: "shop-network" },
    });
    expect(Object.keys(NETWORK.resource!["aws_vpc"]!)).toEqual([expect.stringMatching(/^network_[0-9A-F]{8}$/)]);
  });

  it("has a public, a private and an isolated subnet in each of three zones", () => {
    const subnets = all(NETWORK, "aws_subnet").map(
      (one) => `${String(one["availability_zone"])} ${String(one["cidr_block"])}`,
    );
    expect(subnets.sort()).toEqual([
      ...["eu-west-1a 10.20.0.0/19", "eu-west-1a 10.20.128.0/20", "eu-west-1a 10.20.192.0/20"],
      ...["eu-west-1b 10.20.144.0/20", "eu-west-1b 10.20.208.0/20", "eu-west-1b 10.20.32.0/19"],
      ...["eu-west-1c 10.20.160.0/20", "eu-west-1c 10.20.224.0/20", "eu-west-1c 10.20.64.0/19"],
    ]);
  });

  it("gives nothing a public address by itself", () => {
    expect(new Set(all(NETWORK, "aws_subnet").map((one) => one["map_public_ip_on_launch"]))).toEqual(new Set([false]));
  });

  it("says to Kubernetes where load balancers go", () => {
    const elb = (part: string) => named(NETWORK, "aws_subnet", part).map(({ tags }) => Object.keys(tags as object));
    expect(elb("public")).toEqual(Array(3).fill(["Name", "kubernetes.io/role/elb"]));
    expect(elb("private")).toEqual(Array(3).fill(["Name", "kubernetes.io/role/internal-elb"]));
    expect(elb("isolated")).toEqual(Array(3).fill(["Name"]));
  });

  it("closes the default security group", () => {
    const { ingress, egress, ...rest } = theOnly(NETWORK, "aws_default_security_group");
    expect([ingress, egress]).toEqual([undefined, undefined]);
    expect(rest["vpc_id"]).toMatch(/^\${aws_vpc\.network_.*\.id}$/);
  });

  it("leads private subnets out through a NAT gateway in their own zone", () => {
    const zones = ["a", "b", "c"].map((letter) => {
      const [route] = named(NETWORK, "aws_route", `private_routes-${letter}-out`);
      return String(route!["nat_gateway_id"]);
    });
    expect(zones).toEqual(["a", "b", "c"].map((letter) => expect.stringContaining(`nat-${letter}`)));
    expect(all(NETWORK, "aws_eip").map(({ domain }) => domain)).toEqual(["vpc", "vpc", "vpc"]);
  });

  it("leads all of them out through one, when told so", () => {
    const json = network({ natGateways: NatGateways.ONE });
    const { subnet_id: subnet } = theOnly(json, "aws_nat_gateway");
    expect(subnet).toContain("public_a");
    const used = named(json, "aws_route", "private").map((one) => one["nat_gateway_id"]);
    expect([used.length, new Set(used).size]).toEqual([3, 1]);
  });

  it("lets isolated subnets go nowhere, not even to S3", () => {
    expect(named(NETWORK, "aws_route", "isolated")).toEqual([]);
    expect(named(NETWORK, "aws_route_table", "isolated")[0]).not.toHaveProperty("route");
    const [s3] = named(NETWORK, "aws_vpc_endpoint", "s3");
    expect(s3!["route_table_ids"]).toEqual(Array(3).fill(expect.stringContaining("private_routes-")));
  });

  it("hands out subnets that have their routes", () => {
    const json = awsStack((stack) => {
      const ids = new Network(stack, "network", { cidr: "10.20.0.0/16" }).privateSubnetIds;
      new TerraformOutput(stack, "ids", { value: ids });
    });
    expect(json.output!["ids"]!.value).toContainEqual(
      expect.stringMatching(/^\${aws_route_table_association\.network_private_routes-of-a_.*\.subnet_id}$/),
    );
    expect(named(json, "aws_route_table_association", "private_routes-of-a")[0]!["depends_on"]).toEqual([
      expect.stringContaining("aws_route.network_private_routes-a-out"),
    ]);
  });
});

describe("endpoints of a network", () => {
  it("are those of S3, ECR, STS, logs and secrets, found by the services' own names", () => {
    const service = (one: Attributes) => String(one["service_name"]).replace(/^.*id}\./, "");
    const kinds = all(NETWORK, "aws_vpc_endpoint").map((one) => [
      service(one),
      one["vpc_endpoint_type"],
      one["private_dns_enabled"],
    ]);
    expect(kinds).toEqual([
      ...["ecr.api", "ecr.dkr", "logs"].map((name) => [name, "Interface", true]),
      ["s3", "Gateway", undefined],
      ...["secretsmanager", "sts"].map((name) => [name, "Interface", true]),
    ]);
  });

  it("are open to the network on 443, and to nobody else", () => {
    expect(theOnly(NETWORK, "aws_vpc_security_group_ingress_rule")).toMatchObject({
      cidr_ipv4: "10.20.0.0/16",
      from_port: 443,
      to_port: 443,
      ip_protocol: "tcp",
    });
    expect(all(NETWORK, "aws_vpc_security_group_egress_rule")).toEqual([]);
  });

  it("take credentials of this account alone, and let images and tokens of Kubernetes through", () => {
    const others = all(NETWORK, "aws_vpc_endpoint").flatMap(({ policy }) => {
      const { PrincipalsOfThisAccount, ...more } = statementsOf(policy);
      expect(PrincipalsOfThisAccount).toMatchObject({
        Condition: { StringEquals: { "aws:PrincipalAccount": expect.stringContaining("aws_caller_identity") } },
      });
      return Object.values(more).map(
        ({ Action, Resource }) => `${String(Action)} ${String(Resource).replace(/\${.*?}/g, "*")}`,
      );
    });
    expect(others).toEqual([
      "s3:GetObject arn:*:s3:::prod-*-starport-layer-bucket/*",
      "sts:AssumeRoleWithWebIdentity arn:*:iam::*:role/*",
    ]);
  });
});

describe("flow logs of a network", () => {
  it("say within a minute what was let through and what was not, for a year", () => {
    expect(theOnly(NETWORK, "aws_flow_log")).toMatchObject({
      traffic_type: "ALL",
      log_destination_type: "cloud-watch-logs",
      max_aggregation_interval: 60,
    });
    expect(theOnly(NETWORK, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/vpc/shop-network-flow-logs",
      retention_in_days: 365,
    });
    expect(theOnly(network({ flowLogRetentionDays: 30 }), "aws_cloudwatch_log_group")["retention_in_days"]).toBe(30);
  });

  it("are written by a role that only flow logs of this account take", () => {
    const { AssumedByService } = statementsOf(theOnly(NETWORK, "aws_iam_role")["assume_role_policy"]);
    expect(AssumedByService).toMatchObject({
      Principal: { Service: "vpc-flow-logs.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": expect.stringContaining("aws_caller_identity") },
        ArnLike: { "aws:SourceArn": expect.stringMatching(/:vpc-flow-log\/\*$/) },
      },
    });
    const { WriteLines } = statementsOf(theOnly(NETWORK, "aws_iam_role_policy")["policy"]);
    expect(WriteLines!["Resource"]).toMatch(/^\${aws_cloudwatch_log_group.*\.arn}:\*$/);
  });

  it("are encrypted with a key that is given", () => {
    const json = network({ key: { arn: "arn:aws:kms:eu-west-1:123456789012:key/1" } });
    expect(theOnly(json, "aws_cloudwatch_log_group")["kms_key_id"]).toBe("arn:aws:kms:eu-west-1:123456789012:key/1");
    expect(all(json, "aws_kms_key")).toEqual([]);
  });
});
