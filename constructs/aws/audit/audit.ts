import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import type { CloudtrailEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { Account } from "../account";
import { Key } from "../key";
import { assumedBy, policyOf } from "../policy";
import { physicalName } from "../private/physical-name";
import { ClosedBucket } from "../state-bucket";
import { dataEventArnWrong, lockedDaysOutside, logRetentionUnknown, trailNameWrong } from "./errors";
import { deliveries } from "./deliveries";

/** Who may shorten how long a record is locked. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
export enum AuditLock {
  /** Nobody, not even the root user of the account. */
  COMPLIANCE = "COMPLIANCE",
  /** Whoever has the right to; for accounts that are tried out. */
  GOVERNANCE = "GOVERNANCE",
}

export interface AuditProps {
  /** Name of the bucket that the records lie in. */
  readonly bucketName: string;
  /** Name of the trail. @default - the stack and the ids below it */
  readonly name?: string;
  /** Days in which nobody can delete a record, 90 to 36500. @default 365 */
  readonly lockedDays?: number;
  /** Who may shorten that. @default AuditLock.COMPLIANCE */
  readonly lock?: AuditLock;
  /** Days that CloudWatch Logs, which alarms read, keeps them as well: one of those that it takes. @default 365 */
  readonly logRetentionDays?: number;
  /** ARNs of buckets of which every read and write is recorded; it costs by the event. @default - none */
  readonly dataEventsOf?: readonly string[];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html */
const MOST_NAME = 128;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTIONS = [90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/**
 * A record of what anybody did in the account, in every region: encrypted, signed, so that a gap shows, and in a bucket that
 * nobody can delete from before its time.
 *
 * @throws InvalidPlatform for a number or a name that AWS refuses, or a shorter record than 90 days
 */
export class Audit extends Construct {
  readonly trailArn: string;
  readonly bucketArn: string;
  /** What alarms look for patterns in. */
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: AuditProps) {
    super(scope, id);
    const { name = physicalName(this, MOST_NAME) } = props;
    requireRight(this, { ...props, name });
    const account = Account.of(this);
    // Known before there is a trail: its bucket must let it in first.
    const trailArn = account.arn("cloudtrail", `trail/${name}`);
    const key = new Key(this, "key", { description: `Records of the trail ${name}` });
    key.allow("cloudtrail.amazonaws.com", { StringEquals: { "aws:SourceArn": trailArn } });
    key.allow(`logs.${account.region}.amazonaws.com`, {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": account.arn("logs", `log-group:/aws/cloudtrail/${name}`) },
    });
    const bucket = lockedBucket(this, props, { keyArn: key.arn, trailArn, account: account.id });
    const logs = logGroup(this, { name, days: props.logRetentionDays ?? 365, keyArn: key.arn, trailArn });
    const trail = new Cloudtrail(this, "Resource", {
      name,
      s3BucketName: bucket.name,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      kmsKeyId: key.arn,
      cloudWatchLogsGroupArn: `${logs.group.arn}:*`,
      cloudWatchLogsRoleArn: logs.role.arn,
      eventSelector: [selecting(props.dataEventsOf ?? [])],
      dependsOn: [bucket.policy, logs.allowed],
    });
    this.trailArn = trail.arn;
    this.bucketArn = bucket.arn;
    this.logGroupName = logs.group.name;
  }
}

interface Delivery {
  readonly keyArn: string;
  readonly trailArn: string;
}

function lockedBucket(scope: Construct, props: AuditProps, delivery: Delivery & { readonly account: string }) {
  const { bucketName, lockedDays = 365, lock = AuditLock.COMPLIANCE } = props;
  return new ClosedBucket(scope, "bucket", {
    name: bucketName,
    keyArn: delivery.keyArn,
    objectLock: true,
    // A version whose lock has ended goes a month later.
    lifecycle: [
      {
        id: "old-records",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ days: lockedDays + 30 }],
        noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
    statements: (bucketArn) => deliveries(bucketArn, delivery.trailArn, delivery.account),
    before: ({ id: bucket }, versioning) => [
      new S3BucketObjectLockConfigurationA(scope, "lock", {
        bucket,
        rule: { defaultRetention: { mode: lock, days: lockedDays } },
        dependsOn: [versioning],
      }),
    ],
  });
}

function logGroup(scope: Construct, props: Delivery & { readonly name: string; readonly days: number }) {
  const { name, days, keyArn, trailArn } = props;
  const group = new CloudwatchLogGroup(scope, "logs", {
    name: `/aws/cloudtrail/${name}`,
    retentionInDays: days,
    kmsKeyId: keyArn,
  });
  const role = new IamRole(scope, "logs-role", {
    name: physicalName(scope, MOST_ROLE).concat("-logs"),
    assumeRolePolicy: assumedBy("cloudtrail.amazonaws.com", { StringEquals: { "aws:SourceArn": trailArn } }),
  });
  const writing = {
    Sid: "WriteRecords",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${group.arn}:*`,
  } as const;
  const allowed = new IamRolePolicy(scope, "logs-policy", { role: role.id, policy: policyOf([writing]) });
  return { group, role, allowed };
}

/** A role has 64 characters. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_ROLE = 64 - "-logs".length;

/** All that changes or reads settings, and what happens inside of these buckets. */
const selecting = (buckets: readonly string[]): CloudtrailEventSelector => ({
  readWriteType: "All",
  includeManagementEvents: true,
  ...(buckets.length > 0
    ? { dataResource: [{ type: "AWS::S3::Object", values: buckets.map((arn) => `${arn}/`) }] }
    : {}),
});

function requireRight(scope: Construct, props: AuditProps & { readonly name: string }): void {
  const { name, lockedDays = 365, logRetentionDays = 365, dataEventsOf = [] } = props;
  if (!(lockedDays >= 90 && lockedDays <= 36_500)) throw lockedDaysOutside(scope, lockedDays);
  if (!RETENTIONS.includes(logRetentionDays)) throw logRetentionUnknown(scope, logRetentionDays, RETENTIONS);
  if (!Token.isUnresolved(name) && !/^[A-Za-z\d][\w.-]{1,126}[A-Za-z\d]$/.test(name)) throw trailNameWrong(scope, name);
  const isBucket = (arn: string) => Token.isUnresolved(arn) || /^arn:aws[\w-]*:s3:::[a-z\d.-]+$/.test(arn);
  const wrong = dataEventsOf.find((arn) => !isBucket(arn));
  if (wrong !== undefined) throw dataEventArnWrong(scope, wrong);
}
