import { ownIn } from "../../policies/readers/objects";
/**
 * Attributes of the AWS provider that read back what a resource of its own sets: of a bucket, of a group, of a role.
 * https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/s3_bucket
 */
const MIRRORS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  aws_s3_bucket: {
    acceleration_status: ["aws_s3_bucket_accelerate_configuration"],
    cors_rule: ["aws_s3_bucket_cors_configuration"],
    grant: ["aws_s3_bucket_acl"],
    lifecycle_rule: ["aws_s3_bucket_lifecycle_configuration"],
    logging: ["aws_s3_bucket_logging"],
    object_lock_configuration: ["aws_s3_bucket_object_lock_configuration"],
    policy: ["aws_s3_bucket_policy"],
    replication_configuration: ["aws_s3_bucket_replication_configuration"],
    request_payer: ["aws_s3_bucket_request_payment_configuration"],
    server_side_encryption_configuration: ["aws_s3_bucket_server_side_encryption_configuration"],
    versioning: ["aws_s3_bucket_versioning"],
    website: ["aws_s3_bucket_website_configuration"],
  },
  aws_security_group: {
    ingress: ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"],
    egress: ["aws_security_group_rule", "aws_vpc_security_group_egress_rule"],
  },
  aws_iam_role: {
    inline_policy: ["aws_iam_role_policy"],
    managed_policy_arns: ["aws_iam_role_policy_attachment", "aws_iam_policy_attachment"],
  },
  aws_route_table: { route: ["aws_route"] },
  aws_kms_key: { policy: ["aws_kms_key_policy"] },
  aws_sqs_queue: { policy: ["aws_sqs_queue_policy"] },
  aws_sns_topic: { policy: ["aws_sns_topic_policy"] },
};

/** Attributes that another resource of the same configuration sets, and this one does not. */
export function mirroredIn(
  type: string,
  configured: ReadonlySet<string>,
  types: ReadonlySet<string>,
): ReadonlySet<string> {
  const all = Object.entries(ownIn(MIRRORS, type) ?? {});
  const mirrored = all.filter(([name, others]) => !configured.has(name) && others.some((one) => types.has(one)));
  return new Set(mirrored.map(([name]) => name));
}
