import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { Token, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Account } from "../account";
import { Key } from "../key";
import { accessLogsOf, MOST_NAME_WITH_LOGS } from "./access-logs";
import { ClosedBucket, requireBucketName } from "./closed-bucket";
import { keptVersionsOutside, oldVersionDaysOutside, roleArnWrong } from "./errors";
import { protecting } from "./protection";
import { Replica } from "./replica";

/** A bucket with states that is there: of this stack, or of another one. */
export interface StateBucketReference {
  readonly arn: string;
  /** Key that encrypts the states. */
  readonly keyArn: string;
}

export interface StateBucketProps {
  /** Name of the bucket, at most 51 characters; the alias of its key is called the same. */
  readonly name: string;
  /**
   * Role that may delete states, and change the bucket's settings once they are made. With none of it only the root user
   * of the account can. @default - the root user alone
   */
  readonly breakGlassRoleArn?: string;
  /** Days after which an old version goes, 7 to 3650. @default 90 */
  readonly oldVersionDays?: number;
  /** Old versions of each state that stay however old they are, 1 to 100. @default 20 */
  readonly keptVersions?: number;
  /** Provider of a second region that gets a copy of every version. @default - no copy */
  readonly replica?: TerraformProvider;
  /** A table for locks, for Terraform before 1.10; newer ones lock by a file in the bucket. @default false */
  readonly lockTable?: boolean;
}

/** Terraform's own name for it. https://developer.hashicorp.com/terraform/language/backend/s3#dynamodb-state-locking */
const LOCK_ID = "LockID";

/**
 * Where Terraform keeps states: with versions, under a key of its own, over TLS alone, and with a policy that forbids deletes,
 * other encryption and edits of the protection to all but a break-glass role. The policy is made last, and forbids from then
 * on to change what was made before it: applying the same again only reads, and a change of it is applied by that role.
 *
 * @throws InvalidPlatform for a name that S3 refuses, a wrong ARN, or a number outside of what S3 takes
 */
export class StateBucket extends Construct implements StateBucketReference {
  readonly arn: string;
  readonly name: string;
  readonly keyArn: string;
  /** The same key by its alias, which is known before there is a key: what a backend is configured with. */
  readonly keyAliasArn: string;

  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    requireBucketName(this, props.name, MOST_NAME_WITH_LOGS);
    const { name, oldVersionDays = 90 } = props;
    const lifecycle = oldVersionsOf(this, props);
    const breakGlass = breakGlassOf(this, props.breakGlassRoleArn);
    const key = new Key(this, "key", { description: `States in ${name}`, name });
    this.keyArn = key.arn;
    this.keyAliasArn = Account.of(this).arn("kms", `alias/${name}`);
    const keyArns = [this.keyArn, this.keyAliasArn];
    const replica = props.replica
      ? new Replica(this, "replica", {
          of: name,
          sourceKeyArn: key.arn,
          lifecycle,
          breakGlass,
          provider: props.replica,
        })
      : undefined;
    const bucket = new ClosedBucket(this, "bucket", {
      name,
      keyArn: key.arn,
      lifecycle,
      logsTo: accessLogsOf(this, name, oldVersionDays),
      statements: (bucketArn) => protecting({ bucketArn, keyArns, breakGlass }),
      before: (source, versioning) => (replica ? [replica.copy(source, versioning)] : []),
      preventDestroy: true,
    });
    if (props.lockTable) lockTable(this, name, key.arn);
    this.arn = bucket.arn;
    this.name = bucket.name;
  }
}

/** The root user can always change a policy, whatever it says: naming it makes the rest of the protection say the same. */
function breakGlassOf(scope: Construct, role: string | undefined): readonly string[] {
  const { root } = Account.of(scope);
  if (role === undefined) return [root];
  const isRight = Token.isUnresolved(role) || /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(role);
  if (!isRight) throw roleArnWrong(scope, role);
  return [root, role];
}

/**
 * One rule for states and for lock files, of which each run leaves a version and a marker: a rule cannot tell them apart, since
 * it knows names by how they begin. https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-filters.html
 */
function oldVersionsOf(scope: Construct, props: StateBucketProps): readonly S3BucketLifecycleConfigurationRule[] {
  const { oldVersionDays = 90, keptVersions = 20 } = props;
  if (!(oldVersionDays >= 7 && oldVersionDays <= 3650)) throw oldVersionDaysOutside(scope, oldVersionDays);
  if (!(keptVersions >= 1 && keptVersions <= 100)) throw keptVersionsOutside(scope, keptVersions);
  const always = { status: "Enabled", filter: [{ prefix: "" }] };
  return [
    {
      id: "old-versions",
      ...always,
      noncurrentVersionExpiration: [{ noncurrentDays: oldVersionDays, newerNoncurrentVersions: keptVersions }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    },
    { id: "markers-of-nothing", ...always, expiration: [{ expiredObjectDeleteMarker: true }] },
  ];
}

function lockTable(scope: Construct, name: string, kmsKeyArn: string): void {
  new DynamodbTable(scope, "locks", {
    name: `${name}-locks`,
    billingMode: "PAY_PER_REQUEST",
    hashKey: LOCK_ID,
    attribute: [{ name: LOCK_ID, type: "S" }],
    serverSideEncryption: { enabled: true, kmsKeyArn },
    pointInTimeRecovery: { enabled: true },
    deletionProtectionEnabled: true,
  });
}
