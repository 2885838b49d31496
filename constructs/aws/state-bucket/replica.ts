import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Account } from "../account";
import { assumedBy, policyOf, type Statement } from "../policy";
import { ClosedBucket } from "./closed-bucket";
import { protecting } from "./protection";

/** What is added to the name of the bucket that is copied. */
const SUFFIX = "-replica";

export interface ReplicaProps {
  /** Name of the bucket that is copied. */
  readonly of: string;
  readonly sourceKeyArn: string;
  readonly lifecycle: readonly S3BucketLifecycleConfigurationRule[];
  readonly breakGlass: readonly string[];
  /** Of the second region. */
  readonly provider: TerraformProvider;
}

/** A copy of every version in a second region, under a key of that region. */
export class Replica extends Construct {
  readonly bucket: ClosedBucket;
  private readonly keyArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ReplicaProps,
  ) {
    super(scope, id);
    const { of, provider, lifecycle, breakGlass } = props;
    this.keyArn = new KmsKey(this, "key", {
      description: `Copies of the states in ${of}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyOf([ownedBy(Account.of(this).root)]),
      provider,
    }).arn;
    this.bucket = new ClosedBucket(this, "bucket", {
      name: `${of}${SUFFIX}`,
      keyArn: this.keyArn,
      lifecycle,
      statements: (bucketArn) => protecting({ bucketArn, breakGlass }),
      preventDestroy: true,
      provider,
    });
  }

  /** Makes S3 copy what is written from now on; both buckets must have versions by then. */
  copy(source: S3Bucket, versioning: ITerraformDependable): ITerraformDependable {
    const { of, sourceKeyArn } = this.props;
    const { id: account } = Account.of(this);
    const asSource = {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": source.arn },
    };
    const role = new IamRole(this, "role", {
      name: `${of}-replication`,
      // Apart from what stacks name, which those may edit who apply them.
      path: "/bootstrap/",
      assumeRolePolicy: assumedBy("s3.amazonaws.com", asSource),
    });
    const policy = policyOf(copying(source.arn, this.bucket.arn, { from: sourceKeyArn, to: this.keyArn }));
    const allowed = new IamRolePolicy(this, "policy", { role: role.id, policy });
    return new S3BucketReplicationConfigurationA(this, "replication", {
      bucket: source.id,
      role: role.arn,
      rule: [everything(this.bucket.arn, this.keyArn)],
      dependsOn: [versioning, this.bucket.policy, allowed],
    });
  }
}

const everything = (bucket: string, replicaKmsKeyId: string) => ({
  id: "all-states",
  status: "Enabled",
  priority: 1,
  filter: { prefix: "" },
  // A delete in one region must not reach the other.
  deleteMarkerReplication: { status: "Disabled" },
  sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
  destination: { bucket, encryptionConfiguration: { replicaKmsKeyId } },
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
const copying = (
  from: string,
  to: string,
  keys: { readonly from: string; readonly to: string },
): readonly Statement[] => [
  { Sid: "ReadSettings", Effect: "Allow", Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"], Resource: from },
  {
    Sid: "ReadVersions",
    Effect: "Allow",
    Action: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
    Resource: `${from}/*`,
  },
  {
    Sid: "WriteCopies",
    Effect: "Allow",
    Action: ["s3:ReplicateObject", "s3:ReplicateTags"],
    Resource: `${to}/*`,
  },
  { Sid: "Decrypt", Effect: "Allow", Action: "kms:Decrypt", Resource: keys.from },
  { Sid: "Encrypt", Effect: "Allow", Action: ["kms:Encrypt", "kms:GenerateDataKey"], Resource: keys.to },
];

const ownedBy = (root: string): Statement => ({
  Sid: "OwnedByAccount",
  Effect: "Allow",
  Principal: { AWS: root },
  Action: "kms:*",
  Resource: "*",
});
