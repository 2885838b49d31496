import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformVariable, type TerraformStack } from "cdktf";
import { StateBucket, type StateBucketProps } from "../../../constructs/aws";
import { awsStack, statementsOf, theOnly, type AwsStackJson } from "../../support/aws/aws-stack";

const made = (props: Partial<StateBucketProps> = {}) =>
  awsStack((stack) => new StateBucket(stack, "states", { name: "shop-states", ...props }));

const copied = () =>
  awsStack((stack: TerraformStack) => {
    const replica = new AwsProvider(stack, "second", { region: "eu-central-1", alias: "second" });
    new StateBucket(stack, "states", { name: "shop-states", replica });
  });

type Resource = Readonly<Record<string, unknown>>;

/** The resource of a type that belongs to a bucket, by the id of the construct. */
const of = (json: AwsStackJson, type: string, id: string): Resource =>
  Object.entries(json.resource?.[type] ?? {}).find(([name]) => name.startsWith(id))![1];

const policyStatements = (json: AwsStackJson) =>
  statementsOf(of(json, "aws_s3_bucket_policy", "states_bucket")["policy"]);

const ROOT = expect.stringMatching(/:iam::\$\{data\.aws_caller_identity\..+\}:root$/) as unknown;

describe("a bucket for states", () => {
  it("keeps versions, under a key of its own, which rotates", () => {
    const json = made();
    expect(of(json, "aws_s3_bucket_versioning", "states_bucket")["versioning_configuration"]).toEqual({
      status: "Enabled",
    });
    expect(of(json, "aws_s3_bucket_server_side_encryption_configuration", "states_bucket")["rule"]).toEqual([
      {
        bucket_key_enabled: true,
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\..+\.arn\}$/) as unknown,
        },
      },
    ]);
    expect(theOnly(json, "aws_kms_key")["enable_key_rotation"]).toBe(true);
    expect(theOnly(json, "aws_kms_alias")["name"]).toBe("alias/shop-states");
  });

  it("belongs to its owner alone, and is never public, and no plan destroys it", () => {
    const json = made();
    expect(of(json, "aws_s3_bucket_ownership_controls", "states_bucket")["rule"]).toEqual({
      object_ownership: "BucketOwnerEnforced",
    });
    expect(of(json, "aws_s3_bucket_public_access_block", "states_bucket")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(of(json, "aws_s3_bucket", "states_bucket")["lifecycle"]).toEqual({ prevent_destroy: true });
  });

  it("is noted in a bucket of its own, which one bucket's log may be written to", () => {
    const json = made();
    expect(of(json, "aws_s3_bucket", "states_access")).toMatchObject({
      bucket: "shop-states-access-logs",
    });
    expect(theOnly(json, "aws_s3_bucket_logging")["target_bucket"]).toMatch(/^\$\{aws_s3_bucket\.states_access-logs/);
    const policy = statementsOf(of(json, "aws_s3_bucket_policy", "states_access-logs")["policy"]);
    expect(policy["WrittenByS3"]!["Condition"]).toMatchObject({
      ArnLike: { "aws:SourceArn": expect.stringMatching(/:s3:::shop-states$/) as unknown },
    });
    expect(Object.keys(policy)).toContain("DenyWithoutTls");
  });

  it("loses old versions after a while, never the newest ones", () => {
    const { rule } = of(made(), "aws_s3_bucket_lifecycle_configuration", "states_bucket");
    expect(rule).toEqual([
      expect.objectContaining({
        status: "Enabled",
        noncurrent_version_expiration: [{ noncurrent_days: 90, newer_noncurrent_versions: 20 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      }),
      expect.objectContaining({ status: "Enabled", expiration: [{ expired_object_delete_marker: true }] }),
    ]);
  });

  it("denies everybody what is not over TLS, or not under its key", () => {
    const { DenyWithoutTls, DenyPutsWithoutKms, DenyPutsWithOtherKeys } = policyStatements(made());
    expect(DenyWithoutTls).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
    expect(DenyPutsWithoutKms).toMatchObject({
      Effect: "Deny",
      Action: "s3:PutObject",
      Condition: { StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
    });
    expect(DenyPutsWithOtherKeys!["Condition"]).toEqual({
      StringNotEquals: {
        "s3:x-amz-server-side-encryption-aws-kms-key-id": [
          expect.stringMatching(/^\$\{aws_kms_key\./) as unknown,
          expect.stringMatching(/:alias\/shop-states$/) as unknown,
        ],
      },
    });
  });

  it("denies deletes, but for locks, and edits to all but the root user", () => {
    const { DenyDeletes, DenyDeletesOfVersions, DenyEdits } = policyStatements(made());
    expect(DenyDeletes).toMatchObject({
      Action: "s3:DeleteObject",
      NotResource: expect.stringMatching(/\/\*\.tflock$/) as unknown,
    });
    expect(DenyDeletesOfVersions!["Action"]).toBe("s3:DeleteObjectVersion");
    expect(DenyEdits!["Action"]).toEqual(
      expect.arrayContaining([
        "s3:PutBucketPolicy",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutBucketPublicAccessBlock",
      ]),
    );
    for (const { Effect, Principal, Condition } of [DenyDeletes, DenyDeletesOfVersions, DenyEdits].map((one) => one!)) {
      expect({ Effect, Principal, Condition }).toEqual({
        Effect: "Deny",
        Principal: "*",
        Condition: { ArnNotEquals: { "aws:PrincipalArn": [ROOT] } },
      });
    }
  });

  it("excepts a break-glass role where there is one", () => {
    const breakGlassRoleArn = "arn:aws:iam::123456789012:role/break-glass";
    expect(policyStatements(made({ breakGlassRoleArn }))["DenyEdits"]!["Condition"]).toEqual({
      ArnNotEquals: { "aws:PrincipalArn": [ROOT, breakGlassRoleArn] },
    });
  });

  it("gets its policy last: it forbids what the others set", () => {
    const types = (of(made(), "aws_s3_bucket_policy", "states_bucket")["depends_on"] as string[]).map(
      (address) => address.split(".")[0],
    );
    expect(types.sort()).toEqual([
      "aws_s3_bucket_lifecycle_configuration",
      "aws_s3_bucket_logging",
      "aws_s3_bucket_ownership_controls",
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_server_side_encryption_configuration",
      "aws_s3_bucket_versioning",
    ]);
  });

  it("has a table for locks on request alone", () => {
    expect(made().resource?.["aws_dynamodb_table"]).toBeUndefined();
    expect(theOnly(made({ lockTable: true }), "aws_dynamodb_table")).toMatchObject({
      name: "shop-states-locks",
      hash_key: "LockID",
      deletion_protection_enabled: true,
      point_in_time_recovery: { enabled: true },
      server_side_encryption: { enabled: true },
    });
  });
});

describe("a copy in a second region", () => {
  it("has every version, under a key of that region, and no delete reaches it", () => {
    const json = copied();
    expect(theOnly(json, "aws_s3_bucket_replication_configuration")["rule"]).toEqual([
      expect.objectContaining({
        status: "Enabled",
        delete_marker_replication: { status: "Disabled" },
        source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
      }),
    ]);
    expect(of(json, "aws_s3_bucket", "states_replica")).toMatchObject({
      bucket: "shop-states-replica",
      provider: "aws.second",
    });
    expect(of(json, "aws_kms_key", "states_replica")).toMatchObject({
      provider: "aws.second",
      enable_key_rotation: true,
    });
    expect(Object.keys(statementsOf(of(json, "aws_s3_bucket_policy", "states_replica")["policy"]))).toEqual([
      "DenyWithoutTls",
      "DenyDeletes",
      "DenyDeletesOfVersions",
      "DenyEdits",
    ]);
  });

  it("is written by a role that S3 takes for this bucket alone", () => {
    const role = theOnly(copied(), "aws_iam_role");
    expect(statementsOf(role["assume_role_policy"])["AssumedByService"]).toMatchObject({
      Principal: { Service: "s3.amazonaws.com" },
      Condition: {
        ArnLike: { "aws:SourceArn": expect.stringMatching(/^\$\{aws_s3_bucket\.states_bucket_\w+\.arn\}$/) as unknown },
      },
    });
  });
});

describe("what AWS would refuse, or should", () => {
  it.each<[Partial<StateBucketProps>, string]>([
    [
      { name: "Shop.States" },
      "[shop/states] a bucket is named by 3 to 51 lower-case letters, digits and hyphens, got: Shop.States\nPass another name; dots are refused, since no certificate of S3 fits a name with one.",
    ],
    [{ name: "s".repeat(52) }, `3 to 51 lower-case letters, digits and hyphens, got: ${"s".repeat(52)}`],
    [
      { oldVersionDays: 1 },
      "[shop/states] oldVersionDays must be 7 to 3650, got: 1\nPass 90: a state is restored from its versions.",
    ],
    [
      { keptVersions: 101 },
      "[shop/states] keptVersions must be 1 to 100, got: 101\nPass 20: so many stay, however old they are.",
    ],
    [
      { breakGlassRoleArn: "arn:aws:iam::123456789012:role/*" },
      "[shop/states] breakGlassRoleArn must be the ARN of one role, got: arn:aws:iam::123456789012:role/*\nPass one such as arn:aws:iam::123456789012:role/break-glass, without a wildcard.",
    ],
  ])("is refused: %j", (wrong, message) => {
    expect(() => made(wrong)).toThrow(message);
  });

  it("leaves alone what another stack knows", () => {
    const json = awsStack((stack) => {
      const breakGlassRoleArn = new TerraformVariable(stack, "role", { type: "string" }).stringValue;
      new StateBucket(stack, "states", { name: "shop-states", breakGlassRoleArn });
    });
    expect(policyStatements(json)["DenyEdits"]!["Condition"]).toEqual({
      ArnNotEquals: { "aws:PrincipalArn": [ROOT, "${var.role}"] },
    });
  });
});
