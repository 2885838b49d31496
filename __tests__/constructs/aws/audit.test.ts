import { Audit, AuditLock, type AuditProps } from "../../../constructs/aws";
import { awsStack, statementsOf, theOnly } from "../../support/aws/aws-stack";

const made = (props: Partial<AuditProps> = {}) =>
  awsStack((stack) => new Audit(stack, "audit", { bucketName: "shop-audit", ...props }));

/** The trail's ARN is known before the trail is. */
const TRAIL = expect.stringMatching(/:cloudtrail:\$\{.+\}:\$\{.+\}:trail\/shop-audit$/) as unknown;

describe("an audit", () => {
  it("records every region, signed, under a key of its own", () => {
    expect(theOnly(made(), "aws_cloudtrail")).toMatchObject({
      name: "shop-audit",
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      enable_logging: true,
      kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\./) as unknown,
      event_selector: [{ include_management_events: true, read_write_type: "All" }],
    });
  });

  it("waits for a bucket that lets it in, and for the right to log", () => {
    const types = (theOnly(made(), "aws_cloudtrail")["depends_on"] as string[]).map((address) => address.split(".")[0]);
    expect(types).toEqual(["aws_s3_bucket_policy", "aws_iam_role_policy"]);
  });

  it("is kept where nobody can delete it for a year", () => {
    const json = made();
    expect(theOnly(json, "aws_s3_bucket")).toMatchObject({ bucket: "shop-audit", object_lock_enabled: true });
    expect(theOnly(json, "aws_s3_bucket_object_lock_configuration")["rule"]).toEqual({
      default_retention: { mode: "COMPLIANCE", days: 365 },
    });
    expect(theOnly(json, "aws_s3_bucket_versioning")["versioning_configuration"]).toEqual({ status: "Enabled" });
    expect(theOnly(json, "aws_s3_bucket_lifecycle_configuration")["rule"]).toEqual([
      expect.objectContaining({ expiration: [{ days: 395 }] }),
    ]);
  });

  it("can be tried out with a lock that an administrator opens", () => {
    const json = made({ lock: AuditLock.GOVERNANCE, lockedDays: 90 });
    expect(theOnly(json, "aws_s3_bucket_object_lock_configuration")["rule"]).toEqual({
      default_retention: { mode: "GOVERNANCE", days: 90 },
    });
  });

  it("is written by this trail alone, over TLS", () => {
    const statements = statementsOf(theOnly(made(), "aws_s3_bucket_policy")["policy"]);
    expect(statements["LookedAtByTrail"]).toMatchObject({
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:GetBucketAcl",
      Condition: { StringEquals: { "aws:SourceArn": TRAIL } },
    });
    expect(statements["WrittenByTrail"]).toMatchObject({
      Action: "s3:PutObject",
      Resource: expect.stringMatching(/\/AWSLogs\/\$\{.+\}\/\*$/) as unknown,
      Condition: { StringEquals: { "aws:SourceArn": TRAIL, "s3:x-amz-acl": "bucket-owner-full-control" } },
    });
    expect(statements["DenyWithoutTls"]!["Effect"]).toBe("Deny");
  });

  it("is kept in CloudWatch Logs as well, for alarms", () => {
    const json = made({ logRetentionDays: 400 });
    expect(theOnly(json, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/cloudtrail/shop-audit",
      retention_in_days: 400,
      kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\./) as unknown,
    });
    const trust = statementsOf(theOnly(json, "aws_iam_role")["assume_role_policy"])["AssumedByService"]!;
    expect(trust["Condition"]).toEqual({ StringEquals: { "aws:SourceArn": TRAIL } });
  });

  it("lets the key be used for this trail and these logs", () => {
    const statements = Object.values(statementsOf(theOnly(made(), "aws_kms_key")["policy"]));
    expect(statements).toContainEqual(
      expect.objectContaining({
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceArn": TRAIL } },
      }),
    );
  });

  it("records what happens inside of buckets where they are named", () => {
    expect(theOnly(made({ dataEventsOf: ["arn:aws:s3:::orders"] }), "aws_cloudtrail")["event_selector"]).toEqual([
      {
        include_management_events: true,
        read_write_type: "All",
        data_resource: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::orders/"] }],
      },
    ]);
  });

  it.each<[Partial<AuditProps>, string]>([
    [
      { lockedDays: 30 },
      "[shop/audit] lockedDays must be 90 to 36500, got: 30\nPass 365: an intrusion is noticed late, and nothing shorter is worth the name of an audit.",
    ],
    [
      { logRetentionDays: 42 },
      "[shop/audit] logRetentionDays must be one of 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got: 42\nPass 365; CloudWatch Logs takes no number between.",
    ],
    [
      { name: "a b" },
      "[shop/audit] a trail is named by 3 to 128 letters, digits, dots, hyphens and underscores, got: a b\nPass another name.",
    ],
    [
      { dataEventsOf: ["arn:aws:s3:::*"] },
      "[shop/audit] dataEventsOf names buckets by their ARN, got: arn:aws:s3:::*\nPass one such as arn:aws:s3:::orders, without a wildcard and without a path.",
    ],
    [{ bucketName: "Audit" }, "a bucket is named by 3 to 63 lower-case letters, digits and hyphens, got: Audit"],
  ])("is refused with %j", (wrong, message) => {
    expect(() => made(wrong)).toThrow(message);
  });
});
