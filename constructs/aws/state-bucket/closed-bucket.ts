import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Token, type ITerraformDependable, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { policyOf, type Statement } from "../policy";
import { bucketNameWrong } from "./errors";

export interface ClosedBucketProps {
  readonly name: string;
  /** Key that encrypts what has no key of its own. @default - that of S3 */
  readonly keyArn?: string;
  readonly lifecycle: readonly S3BucketLifecycleConfigurationRule[];
  /** Bucket that says who read and wrote what. @default - nobody notes it */
  readonly logsTo?: ClosedBucket;
  /** Objects can be locked; only a new bucket can. @default false */
  readonly objectLock?: boolean;
  /** What the policy says beside that everything is encrypted on its way. @default - nothing */
  readonly statements?: (bucketArn: string) => readonly Statement[];
  /** What else is set before the policy, which may forbid it from then on. @default - nothing */
  readonly before?: (bucket: S3Bucket, versioning: ITerraformDependable) => readonly ITerraformDependable[];
  /** Refuses a plan that would destroy it. @default false */
  readonly preventDestroy?: boolean;
  /** @default - that of the stack */
  readonly provider?: TerraformProvider;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const MOST_NAME = 63;

/** A bucket with versions that nobody outside of the account reaches, nor anybody without TLS. */
export class ClosedBucket extends Construct {
  readonly name: string;
  readonly arn: string;
  /** Made last: what needs all of the bucket depends on it. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ClosedBucketProps) {
    super(scope, id);
    requireBucketName(this, props.name, MOST_NAME);
    const { provider, objectLock = false, preventDestroy = false } = props;
    const bucket = new S3Bucket(this, "Resource", {
      bucket: props.name,
      ...(objectLock ? { objectLockEnabled: true } : {}),
      ...(preventDestroy ? { lifecycle: { preventDestroy } } : {}),
      ...(provider ? { provider } : {}),
    });
    const settings = settingsOf(this, bucket, props);
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyOf([overTlsAlone(bucket.arn), ...(props.statements?.(bucket.arn) ?? [])]),
      dependsOn: [...settings],
      ...(provider ? { provider } : {}),
    });
    this.name = bucket.id;
    this.arn = bucket.arn;
  }
}

/** @throws InvalidPlatform for a name that S3 refuses, or that no certificate fits */
export function requireBucketName(scope: Construct, name: string, most: number): void {
  if (Token.isUnresolved(name)) return;
  const isRight = /^[a-z0-9][a-z0-9-]+[a-z0-9]$/.test(name) && name.length <= most && !/^xn--|-s3alias$/.test(name);
  if (!isRight) throw bucketNameWrong(scope, name, most);
}

/** All that a policy may forbid to change must be there before the policy is. */
function settingsOf(scope: Construct, bucket: S3Bucket, props: ClosedBucketProps): readonly ITerraformDependable[] {
  const { keyArn, lifecycle, logsTo, before, provider } = props;
  const own = { bucket: bucket.id, ...(provider ? { provider } : {}) };
  const versioning = new S3BucketVersioningA(scope, "versioning", {
    ...own,
    versioningConfiguration: { status: "Enabled" },
  });
  const logging = logsTo
    ? [
        new S3BucketLoggingA(scope, "logging", {
          ...own,
          targetBucket: logsTo.name,
          targetPrefix: "",
          dependsOn: [logsTo.policy],
        }),
      ]
    : [];
  return [
    versioning,
    new S3BucketOwnershipControls(scope, "ownership", { ...own, rule: { objectOwnership: "BucketOwnerEnforced" } }),
    new S3BucketPublicAccessBlock(scope, "public-access", { ...own, ...NOT_PUBLIC }),
    new S3BucketServerSideEncryptionConfigurationA(scope, "encryption", { ...own, rule: [encryptedWith(keyArn)] }),
    new S3BucketLifecycleConfiguration(scope, "lifecycle", { ...own, rule: [...lifecycle], dependsOn: [versioning] }),
    ...logging,
    ...(before?.(bucket, versioning) ?? []),
  ];
}

const NOT_PUBLIC = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

/** With a bucket key S3 asks KMS once for many objects. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html */
const encryptedWith = (keyArn: string | undefined) =>
  keyArn === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        bucketKeyEnabled: true,
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
      };

const overTlsAlone = (arn: string): Statement => ({
  Sid: "DenyWithoutTls",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [arn, `${arn}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
