import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetKeyRotationStatusCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { Audit } from "../../../constructs/aws";
import { awsStack, REGION, statementsOf } from "../../support/aws/aws-stack";
import { Emulator } from "../../support/aws/emulator";
import { AWS } from "../../support/plans/cloud";
import { PlanFolder } from "../../support/plans/plan-folder";

const BUCKET = { Bucket: "shop-audit-records" };
const TRAIL = `arn:aws:cloudtrail:${REGION}:123456789012:trail/shop-audit`;

let emulator: Emulator;
let folder: PlanFolder;
let s3: S3Client;
let kms: KMSClient;
let logs: CloudWatchLogsClient;
let trails: CloudTrailClient;

jest.setTimeout(400_000);

beforeAll(async () => {
  emulator = await Emulator.start();
  const client = emulator.client(REGION);
  [s3, kms] = [new S3Client(client), new KMSClient(client)];
  [logs, trails] = [new CloudWatchLogsClient(client), new CloudTrailClient(client)];
  folder = await PlanFolder.with(AWS, emulator.variables);
  folder.write(awsStack((stack) => new Audit(stack, "audit", { bucketName: BUCKET.Bucket })));
  await folder.apply();
});

afterAll(async () => {
  for (const client of [s3, kms, logs, trails]) client?.destroy();
  folder?.remove();
  await emulator?.stop();
});

it("has nothing pending after an apply", async () => {
  expect(await folder.pending()).toEqual([]);
});

describe("the trail", () => {
  it("records every region, signed, under a key that rotates", async () => {
    const { trailList } = await trails.send(new DescribeTrailsCommand({}));
    expect(trailList).toEqual([
      expect.objectContaining({
        ...{ TrailARN: TRAIL, S3BucketName: BUCKET.Bucket },
        ...{ IsMultiRegionTrail: true, LogFileValidationEnabled: true, IncludeGlobalServiceEvents: true },
      }),
    ]);
    const KeyId = trailList![0]!.KmsKeyId;
    expect(await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({ KeyRotationEnabled: true });
  });

  it("is switched on, for all that changes or reads settings", async () => {
    expect(await trails.send(new GetTrailStatusCommand({ Name: TRAIL }))).toMatchObject({ IsLogging: true });
    const { EventSelectors } = await trails.send(new GetEventSelectorsCommand({ TrailName: TRAIL }));
    expect(EventSelectors).toEqual([expect.objectContaining({ ReadWriteType: "All", IncludeManagementEvents: true })]);
  });

  it("is kept in an encrypted log group for a year", async () => {
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups).toEqual([
      expect.objectContaining({ logGroupName: "/aws/cloudtrail/shop-audit", retentionInDays: 365 }),
    ]);
    expect(logGroups![0]!.kmsKeyId).toMatch(/^arn:aws:kms:/);
  });
});

describe("its bucket", () => {
  it("is locked for a year against everybody", async () => {
    const { ObjectLockConfiguration } = await s3.send(new GetObjectLockConfigurationCommand(BUCKET));
    expect(ObjectLockConfiguration).toMatchObject({
      ObjectLockEnabled: "Enabled",
      Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 365 } },
    });
    expect((await s3.send(new GetBucketVersioningCommand(BUCKET))).Status).toBe("Enabled");
  });

  it("is encrypted and never public", async () => {
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand(BUCKET));
    const [rule] = ServerSideEncryptionConfiguration!.Rules!;
    expect(rule!.ApplyServerSideEncryptionByDefault!.SSEAlgorithm).toBe("aws:kms");
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand(BUCKET));
    expect(Object.values(PublicAccessBlockConfiguration!)).toEqual([true, true, true, true]);
  });

  it("is written by this trail alone, over TLS", async () => {
    const statements = statementsOf((await s3.send(new GetBucketPolicyCommand(BUCKET))).Policy);
    expect(statements["DenyWithoutTls"]!["Condition"]).toEqual({ Bool: { "aws:SecureTransport": "false" } });
    for (const sid of ["LookedAtByTrail", "WrittenByTrail"])
      expect(statements[sid]!["Condition"]).toMatchObject({ StringEquals: { "aws:SourceArn": TRAIL } });
  });
});

it("is destroyed while nothing was recorded yet", async () => {
  await folder.destroy();
  expect((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
});
