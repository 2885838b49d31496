import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeSecurityGroupRulesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DescribeReplicationGroupsCommand, DescribeUsersCommand, ElastiCacheClient } from "@aws-sdk/client-elasticache";
import {
  DescribeClusterV2Command,
  DescribeConfigurationRevisionCommand,
  KafkaClient,
  ListClustersV2Command,
} from "@aws-sdk/client-kafka";
import {
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetPolicyCommand,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import {
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  DescribeDBParametersCommand,
  DescribeDBSnapshotsCommand,
  ModifyDBInstanceCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import { DescribeSecretCommand, GetResourcePolicyCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { TerraformStack } from "cdktf";
import { Cache, Database, Key, PostgresRotation, Secret, Stream } from "../../../constructs/aws";
import { awsStack, REGION, theOnly } from "../../support/aws/aws-stack";
import { Emulator } from "../../support/aws/emulator";
import { withoutEngine, zipOf } from "../../support/aws/functions";
import { bundleRotation, ensureRotationBundle } from "../../support/aws/rotation-bundle";
import { AWS } from "../../support/plans/cloud";
import { PlanFolder } from "../../support/plans/plan-folder";

/** Knows its account: a group of another one is named with it, and would be found different each time. */
const PROVIDER = { ...AWS, settings: { ...AWS.settings, skip_requesting_account_id: false } };

let emulator: Emulator;
let folder: PlanFolder;

jest.setTimeout(600_000);

function networkOf(stack: TerraformStack) {
  const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16" });
  const subnets = ["a", "b", "c"].map((zone, index) => {
    const place = { availabilityZone: `${REGION}${zone}`, cidrBlock: `10.0.${index}.0/24` };
    return new Subnet(stack, `subnet-${zone}`, { vpcId: vpc.id, ...place }).id;
  });
  return { vpcId: vpc.id, cidr: vpc.cidrBlock, isolatedSubnetIds: subnets, privateSubnetIds: subnets };
}

/** All that keeps data, once. */
const data = () =>
  awsStack((stack) => {
    const network = networkOf(stack);
    const key = new Key(stack, "key", { description: "Rows" });
    const nodes = new SecurityGroup(stack, "nodes", { vpcId: network.vpcId, name: "nodes", description: "Nodes" });
    const database = new Database(stack, "db", { network, key });
    const cache = new Cache(stack, "cache", { network, key, users: { api: "on ~api:* -@all +@read +@write" } });
    const stream = new Stream(stack, "bus", { network, key });
    for (const one of [database, cache, stream]) one.allowFrom("nodes", nodes.id);
    const secret = new Secret(stack, "api", { description: "Opens rows", key });
    new PostgresRotation(stack, "rotation", { secret, key, network, database });
  });

async function placeCode(): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), "bulwark-rotation-"));
  const zip = join(place, "archive.zip");
  await zipOf(bundleRotation(join(place, "index.js")), zip);
  folder.copy(zip, theOnly(data(), "aws_lambda_function")["filename"] as string);
  rmSync(place, { recursive: true });
}

beforeAll(async () => {
  ensureRotationBundle();
  emulator = await Emulator.start();
  await withoutEngine(emulator);
  folder = await PlanFolder.with(PROVIDER, emulator.variables);
  await placeCode();
  folder.write(data());
  await folder.apply();
});

afterAll(async () => {
  folder?.remove();
  await emulator?.stop();
});

it("has nothing pending after an apply", async () => {
  expect(await folder.pending()).toEqual([]);
});

describe("the database", () => {
  it("is encrypted, private, watched and over two zones, and RDS keeps its password", async () => {
    const { DBInstances } = await new RDSClient(emulator.client(REGION)).send(new DescribeDBInstancesCommand({}));
    expect(DBInstances).toMatchObject([
      {
        DBInstanceIdentifier: "shop-db",
        StorageEncrypted: true,
        PubliclyAccessible: false,
        MultiAZ: true,
        DeletionProtection: true,
        BackupRetentionPeriod: 30,
        CopyTagsToSnapshot: true,
        IAMDatabaseAuthenticationEnabled: true,
        PerformanceInsightsEnabled: true,
        MonitoringInterval: 60,
        EnabledCloudwatchLogsExports: ["postgresql", "upgrade"],
        CACertificateIdentifier: "rds-ca-rsa2048-g1",
        MasterUserSecret: { SecretArn: expect.stringContaining(":secret:") as unknown },
      },
    ]);
  });

  it("takes nobody without TLS", async () => {
    const DBParameterGroupName = "shop-db-postgres17";
    const rds = new RDSClient(emulator.client(REGION));
    const { Parameters = [] } = await rds.send(new DescribeDBParametersCommand({ DBParameterGroupName }));
    const values = Object.fromEntries(Parameters.map((one) => [one.ParameterName, one.ParameterValue]));
    expect(values).toMatchObject({ "rds.force_ssl": "1", ssl_min_protocol_version: "TLSv1.2" });
  });
});

describe("the cache", () => {
  it("takes TLS alone, is encrypted, fails over, and keeps snapshots", async () => {
    const client = new ElastiCacheClient(emulator.client(REGION));
    const { ReplicationGroups } = await client.send(new DescribeReplicationGroupsCommand({}));
    expect(ReplicationGroups).toMatchObject([
      {
        ReplicationGroupId: "shop-cache",
        Engine: "valkey",
        TransitEncryptionEnabled: true,
        TransitEncryptionMode: "required",
        AtRestEncryptionEnabled: true,
        AuthTokenEnabled: false,
        MultiAZ: "enabled",
        AutomaticFailover: "enabled",
        MemberClusters: ["shop-cache-001", "shop-cache-002"],
        SnapshotRetentionLimit: 7,
        UserGroupIds: ["shop-cache"],
      },
    ]);
  });

  it("has one user, whom IAM knows", async () => {
    const client = new ElastiCacheClient(emulator.client(REGION));
    const { Users } = await client.send(new DescribeUsersCommand({ UserId: "shop-cache-api" }));
    expect(Users).toMatchObject([{ UserName: "shop-cache-api", Authentication: { Type: "iam" } }]);
  });
});

describe("the stream", () => {
  it("takes TLS and IAM alone", async () => {
    const client = new KafkaClient(emulator.client(REGION));
    const [{ ClusterArn } = {}] = (await client.send(new ListClustersV2Command({}))).ClusterInfoList!;
    const { ClusterInfo } = await client.send(new DescribeClusterV2Command({ ClusterArn }));
    const { Provisioned } = ClusterInfo!;
    expect(Provisioned).toMatchObject({
      NumberOfBrokerNodes: 3,
      EnhancedMonitoring: "PER_BROKER",
      EncryptionInfo: { EncryptionInTransit: { ClientBroker: "TLS", InCluster: true } },
      ClientAuthentication: { Unauthenticated: { Enabled: false }, Sasl: { Iam: { Enabled: true } } },
      LoggingInfo: { BrokerLogs: { CloudWatchLogs: { Enabled: true, LogGroup: "/aws/msk/shop-bus" } } },
    });
    const { ConfigurationArn: Arn, ConfigurationRevision: Revision } = Provisioned!.CurrentBrokerSoftwareInfo!;
    const said = await client.send(new DescribeConfigurationRevisionCommand({ Arn, Revision }));
    expect(Buffer.from(said.ServerProperties!).toString()).toContain("auto.create.topics.enable=false\n");
  });
});

describe("the secret", () => {
  it("has no value, and is rotated each month by the function", async () => {
    const client = new SecretsManagerClient(emulator.client(REGION));
    const secret = await client.send(new DescribeSecretCommand({ SecretId: "shop-api" }));
    expect(secret).toMatchObject({
      KmsKeyId: expect.stringContaining(":key/") as unknown,
      RotationEnabled: true,
      RotationRules: { AutomaticallyAfterDays: 30 },
      RotationLambdaARN: expect.stringContaining(":function:shop-rotation") as unknown,
    });
    const { ResourcePolicy } = await client.send(new GetResourcePolicyCommand({ SecretId: "shop-api" }));
    expect(ResourcePolicy).toContain("DeniedWithoutTls");
  });

  it("is rotated by a function that this secret alone may call, one at a time", async () => {
    const client = new LambdaClient(emulator.client(REGION));
    const FunctionName = "shop-rotation";
    const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName }));
    expect(Configuration).toMatchObject({
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      KMSKeyArn: expect.stringContaining(":key/") as unknown,
      VpcConfig: { SubnetIds: [expect.anything(), expect.anything(), expect.anything()] },
    });
    const { ReservedConcurrentExecutions } = await client.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    expect(ReservedConcurrentExecutions).toBe(1);
    const { Policy } = await client.send(new GetPolicyCommand({ FunctionName }));
    expect(Policy).toMatch(/"AWS:SourceArn": ?"arn:aws:secretsmanager:[^"]+:secret:shop-api-/i);
  });
});

it("keeps the lines of all logs for 90 days, encrypted", async () => {
  const { logGroups = [] } = await new CloudWatchLogsClient(emulator.client(REGION)).send(
    new DescribeLogGroupsCommand({}),
  );
  expect(logGroups.map(({ logGroupName }) => logGroupName).sort()).toEqual([
    ...["/aws/elasticache/shop-cache/engine-log", "/aws/elasticache/shop-cache/slow-log", "/aws/lambda/shop-rotation"],
    ...["/aws/msk/shop-bus", "/aws/rds/instance/shop-db/postgresql", "/aws/rds/instance/shop-db/upgrade"],
  ]);
  expect(logGroups.filter((one) => one.retentionInDays !== 90 || one.kmsKeyId === undefined)).toEqual([]);
});

it("lets in nobody from an address, and goes out to none but the endpoints", async () => {
  const client = new EC2Client(emulator.client(REGION));
  const { SecurityGroupRules = [] } = await client.send(new DescribeSecurityGroupRulesCommand({}));
  const open = SecurityGroupRules.filter(({ IsEgress, CidrIpv4 }) => !IsEgress && CidrIpv4 !== undefined);
  expect(open).toEqual([]);
  const ports = SecurityGroupRules.filter(({ IsEgress, FromPort }) => !IsEgress && FromPort !== -1).map(
    (one) => one.FromPort,
  );
  expect(ports.sort()).toEqual([5432, 5432, 6379, 9098]);
});

it("cannot be deleted before that is allowed, and leaves a snapshot then", async () => {
  const rds = new RDSClient(emulator.client(REGION));
  const DBInstanceIdentifier = "shop-db";
  const deleted = rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }));
  await expect(deleted).rejects.toThrow("Cannot delete protected DB Instance");
  await rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier, DeletionProtection: false }));
  await folder.destroy();
  const { DBSnapshots = [] } = await rds.send(new DescribeDBSnapshotsCommand({ SnapshotType: "manual" }));
  expect(DBSnapshots.map((one) => one.DBSnapshotIdentifier)).toEqual(["shop-db-final"]);
});
