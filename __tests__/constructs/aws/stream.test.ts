import { Stream, type StreamProps } from "../../../constructs/aws";
import { awsStack, theOnly } from "../../support/aws/aws-stack";
import { allOf, KEY, LATER, NETWORK } from "../../support/aws/data-network";

const props: StreamProps = { network: NETWORK, key: KEY };
const streamWith = (changed: Partial<StreamProps> = {}) =>
  awsStack((stack) => new Stream(stack, "bus", { ...props, ...changed }));

describe("a stream", () => {
  it("is encrypted where it lies and on its way, between the brokers too", () => {
    expect(theOnly(streamWith(), "aws_msk_cluster")["encryption_info"]).toEqual({
      encryption_at_rest_kms_key_arn: KEY.arn,
      encryption_in_transit: { client_broker: "TLS", in_cluster: true },
    });
  });

  it("knows who connects by IAM alone", () => {
    expect(theOnly(streamWith(), "aws_msk_cluster")["client_authentication"]).toEqual({
      sasl: { iam: true, scram: false },
      unauthenticated: false,
    });
  });

  it("has a broker in each of three zones, and none in the internet", () => {
    expect(theOnly(streamWith(), "aws_msk_cluster")).toMatchObject({
      cluster_name: "shop-bus",
      kafka_version: "3.8.x",
      number_of_broker_nodes: 3,
      enhanced_monitoring: "PER_BROKER",
      broker_node_group_info: {
        instance_type: "kafka.m7g.large",
        client_subnets: NETWORK.isolatedSubnetIds,
        connectivity_info: { public_access: { type: "DISABLED" } },
        storage_info: { ebs_storage_info: { volume_size: 100 } },
      },
    });
  });

  it("makes no topic by itself, and takes a record when two of three zones have it", () => {
    expect(theOnly(streamWith({ retentionHours: 24 }), "aws_msk_configuration")).toMatchObject({
      name: "shop-bus",
      server_properties: [
        "auto.create.topics.enable=false",
        "default.replication.factor=3",
        "min.insync.replicas=2",
        "unclean.leader.election.enable=false",
        "log.retention.hours=24",
        "",
      ].join("\n"),
    });
  });

  it("writes what the brokers say into an encrypted log", () => {
    const json = streamWith();
    expect(theOnly(json, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/msk/shop-bus",
      retention_in_days: 90,
      kms_key_id: KEY.arn,
    });
    expect(theOnly(json, "aws_msk_cluster")["logging_info"]).toMatchObject({
      broker_logs: { cloudwatch_logs: { enabled: true } },
    });
  });

  it("grows before it is full, and Terraform does not take that back", () => {
    const json = streamWith();
    expect(theOnly(json, "aws_appautoscaling_target")).toMatchObject({
      service_namespace: "kafka",
      scalable_dimension: "kafka:broker-storage:VolumeSize",
      max_capacity: 1000,
    });
    expect(theOnly(json, "aws_appautoscaling_policy")).toMatchObject({
      target_tracking_scaling_policy_configuration: { target_value: 60, disable_scale_in: true },
    });
    expect(theOnly(json, "aws_msk_cluster")["lifecycle"]).toEqual({
      ignore_changes: ["broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size"],
    });
  });

  it("is reached by those who are named alone", () => {
    const json = awsStack((stack) => new Stream(stack, "bus", props).allowFrom("nodes", "sg-nodes"));
    expect(theOnly(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({
      referenced_security_group_id: "sg-nodes",
      from_port: 9098,
      to_port: 9098,
    });
    expect(allOf(streamWith(), "aws_vpc_security_group_ingress_rule")).toEqual([]);
  });

  it("takes subnets that another stack will name", () => {
    const json = streamWith({ network: { vpcId: "${var.vpc}", isolatedSubnetIds: LATER } });
    expect(theOnly(json, "aws_msk_cluster")["broker_node_group_info"]).toMatchObject({
      client_subnets: "${var.subnets}",
    });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ version: "2.8.1" }, "[shop/bus] version is not supported, got: 2.8.1\nPass one of 3.7.x, 3.8.x, 3.9.x."],
    [
      { instanceType: "kafka.zz" },
      "[shop/bus] instanceType is no class that AWS offers here, got: kafka.zz\nPass one such as kafka.m7g.large.",
    ],
    [
      { brokers: 4 },
      "[shop/bus] brokers must be a multiple of the 3 zones, got: 4\nPass as many brokers in each zone.",
    ],
    [{ brokers: 2 }, "[shop/bus] brokers must be 3 to 30, got: 2\nPass a whole number within."],
    [{ storageGiB: 0 }, "[shop/bus] storageGiB must be 1 to 16384, got: 0\nPass a whole number within."],
    [
      { mostStorageGiB: 100 },
      "[shop/bus] mostStorageGiB must be more than storageGiB (100), got: 100\nPass ten times as much: what is not used costs nothing.",
    ],
    [{ retentionHours: 0 }, "[shop/bus] retentionHours must be 1 to 87600, got: 0\nPass a whole number within."],
    [
      { network: { vpcId: "vpc-0a", isolatedSubnetIds: ["subnet-0a", "subnet-0b"] } },
      "[shop/bus] needs subnets in at least 3 zones, got: 2\nPass the subnets of a network over more zones.",
    ],
    [
      { name: "the bus" },
      "[shop/bus] name must be at most 64 small letters, digits and single hyphens, beginning with a letter, got: the bus\nPass another name.",
    ],
  ])("is refused with %j", (wrong, message) => {
    expect(() => streamWith(wrong)).toThrow(message);
  });
});
