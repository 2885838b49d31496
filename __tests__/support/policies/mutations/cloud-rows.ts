import { added, gone, policy, resourceIn, set, unconditioned, within, without, type Statement } from "./cloud-edits";
import { at, mutations, type Edit, type Json, type Mutation, type Row } from "./mutation";

const BUCKET = "states_bucket";
const DATABASE: readonly Row[] = [
  ["encryption-at-rest", "rows in clear", set("aws_db_instance", { storage_encrypted: false })],
  ["encryption-key", "a key of everybody's", set("aws_db_instance", { kms_key_id: undefined })],
  ["public-data", "an address of its own", set("aws_db_instance", { publicly_accessible: true })],
  ["tls-only", "clear text", within("aws_db_parameter_group", ["parameter", 0], { value: "0" })],
  ["deletion-protection", "no protection", set("aws_db_instance", { deletion_protection: undefined })],
  ["final-copy", "no last copy", set("aws_db_instance", { skip_final_snapshot: true })],
  ["several-zones", "one data center", set("aws_db_instance", { multi_az: false })],
  ["kept-days", "no backups", set("aws_db_instance", { backup_retention_period: 0 })],
  ["kept-days", "logs of a day", set("aws_cloudwatch_log_group", { retention_in_days: 1 })],
  ["clear-secrets", "a password", set("aws_db_instance", { password: "correct-horse" })],
  [
    "open-ports",
    "a door for everybody",
    (stack) => {
      const group = Object.keys(at(stack, "resource", "aws_security_group")).find((name) => name.startsWith("db"))!;
      at(stack, "resource", "aws_vpc_security_group_ingress_rule")["world"] = {
        ...{ security_group_id: `\${aws_security_group.${group}.id}`, cidr_ipv4: "0.0.0.0/0" },
        ...{ ip_protocol: "tcp", from_port: 5432, to_port: 5432 },
      };
    },
  ],
];

const CACHE: readonly Row[] = [
  [
    "encryption-at-rest",
    "keys in clear",
    set("aws_elasticache_replication_group", { at_rest_encryption_enabled: false }),
  ],
  ["tls-only", "clear text", set("aws_elasticache_replication_group", { transit_encryption_enabled: false })],
  ["tls-only", "both", set("aws_elasticache_replication_group", { transit_encryption_mode: "preferred" })],
  ["several-zones", "one data center", set("aws_elasticache_replication_group", { multi_az_enabled: false })],
  ["clear-secrets", "a password of all", set("aws_elasticache_replication_group", { auth_token: "correct-horse" })],
  ["clear-secrets", "a password", set("aws_elasticache_user", { passwords: ["correct-horse-battery"] })],
];

const STREAM: readonly Row[] = [
  [
    "tls-only",
    "clear text",
    within("aws_msk_cluster", ["encryption_info", "encryption_in_transit"], { client_broker: "TLS_PLAINTEXT" }),
  ],
  [
    "tls-only",
    "clear text between brokers",
    within("aws_msk_cluster", ["encryption_info", "encryption_in_transit"], { in_cluster: false }),
  ],
  [
    "encryption-key",
    "a key of everybody's",
    within("aws_msk_cluster", ["encryption_info"], { encryption_at_rest_kms_key_arn: undefined }),
  ],
  [
    "public-data",
    "addresses of its own",
    within("aws_msk_cluster", ["broker_node_group_info", "connectivity_info", "public_access"], {
      type: "SERVICE_PROVIDED_EIPS",
    }),
  ],
];

const STATE_BUCKET: readonly Row[] = [
  ["public-data", "no block", gone("aws_s3_bucket_public_access_block", BUCKET)],
  ["public-data", "half a block", set("aws_s3_bucket_public_access_block", { ignore_public_acls: false }, BUCKET)],
  ["tls-only", "clear text", policy("aws_s3_bucket_policy", without("DenyWithoutTls"), BUCKET)],
  ["tls-only", "no policy", gone("aws_s3_bucket_policy", BUCKET)],
  ["encryption-key", "a key of everybody's", gone("aws_s3_bucket_server_side_encryption_configuration", BUCKET)],
  ["versioned", "no versions", gone("aws_s3_bucket_versioning", BUCKET)],
  [
    "versioned",
    "versions no more",
    set("aws_s3_bucket_versioning", { versioning_configuration: { status: "Suspended" } }, BUCKET),
  ],
  [
    "kept-days",
    "versions of a day",
    (stack) => {
      const rules = resourceIn(stack, "aws_s3_bucket_lifecycle_configuration", BUCKET)["rule"] as Json[];
      Object.assign(rules[0]!, { noncurrent_version_expiration: [{ noncurrent_days: 1 }] });
    },
  ],
  ["deletion-protection", "one word", set("aws_s3_bucket", { force_destroy: true }, BUCKET)],
  [
    "open-policy",
    "everybody reads",
    policy(
      "aws_s3_bucket_policy",
      added({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }),
      BUCKET,
    ),
  ],
  ["service-source", "a service for whomever", policy("aws_s3_bucket_policy", unconditioned, "states_access-logs")],
];

const CLUSTER: readonly Row[] = [
  [
    "cluster-endpoint",
    "an open API server",
    within("aws_eks_cluster", ["vpc_config"], { endpoint_public_access: true, public_access_cidrs: ["0.0.0.0/0"] }),
  ],
  ["cluster-logs", "no logs", set("aws_eks_cluster", { enabled_cluster_log_types: undefined })],
  ["cluster-secrets", "secrets in clear", set("aws_eks_cluster", { encryption_config: undefined })],
  [
    "cluster-admins",
    "who makes it",
    within("aws_eks_cluster", ["access_config"], { bootstrap_cluster_creator_admin_permissions: true }),
  ],
  [
    "metadata-tokens",
    "keys for one question",
    within("aws_launch_template", ["metadata_options"], { http_tokens: "optional" }),
  ],
  [
    "metadata-hops",
    "keys for pods",
    within("aws_launch_template", ["metadata_options"], { http_put_response_hop_limit: 2 }),
  ],
  [
    "clear-disks",
    "disks in clear",
    within("aws_launch_template", ["block_device_mappings", 0, "ebs"], { encrypted: "false" }),
  ],
  [
    "cloud-wildcards",
    "an administrator",
    set("aws_iam_role_policy_attachment", { policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" }),
    "pass-role",
  ],
];

const OIDC = "AssumedByWorkflows";
const trusting = (condition: object) => (statements: Statement[]) =>
  statements.map((one) => (one["Sid"] === OIDC ? { ...one, Condition: condition } : one));
const trust = (condition: object): Edit =>
  policy("aws_iam_role", trusting(condition), "deploy_plan", "assume_role_policy");
const allow = (Action: string, Resource = "*"): Edit =>
  policy("aws_iam_role_policy", added({ Effect: "Allow", Action, Resource }), "deploy_plan");

const DEPLOY_ROLES: readonly Row[] = [
  ["trust-subject", "any repository", trust({})],
  [
    "trust-subject",
    "any branch",
    trust({ StringLike: { "token.actions.githubusercontent.com:sub": "repo:acme/shop:*" } }),
  ],
  ["cloud-wildcards", "everything", allow("*"), "pass-role"],
  ["cloud-wildcards", "all of IAM", allow("iam:*"), "pass-role"],
  [
    "cloud-wildcards",
    "services, and no boundary",
    set("aws_iam_role", { permissions_boundary: undefined }, "deploy_apply"),
  ],
  ["pass-role", "any role", allow("iam:PassRole")],
];

const SECRET: readonly Row[] = [
  ["recovery-days", "gone at once", set("aws_secretsmanager_secret", { recovery_window_in_days: 0 })],
  ["encryption-key", "a key of everybody's", set("aws_secretsmanager_secret", { kms_key_id: undefined })],
  [
    "clear-secrets",
    "its value",
    (stack) =>
      Object.assign(at(stack, "resource", "aws_secretsmanager_secret_version", "value"), {
        secret_string: "correct-horse",
      }),
  ],
];

const AUDIT: readonly Row[] = [
  ["trail-regions", "one region", set("aws_cloudtrail", { is_multi_region_trail: false })],
  ["trail-validation", "no signatures", set("aws_cloudtrail", { enable_log_file_validation: false })],
  ["trail-running", "a trail that stands still", set("aws_cloudtrail", { enable_logging: false })],
  ["encryption-key", "a key of everybody's", set("aws_cloudtrail", { kms_key_id: undefined })],
  ["service-source", "a trail of others", policy("aws_s3_bucket_policy", unconditioned)],
];

const KEY: readonly Row[] = [
  ["key-rotation", "never another one", set("aws_kms_key", { enable_key_rotation: false })],
  [
    "open-policy",
    "a key for everybody",
    policy("aws_kms_key", added({ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:Decrypt", Resource: "*" })),
  ],
];

const IMAGES: readonly Row[] = [
  ["fixed-tags", "tags that move", set("aws_ecr_repository", { image_tag_mutability: "MUTABLE" })],
  [
    "image-scan",
    "images that nobody looks at",
    set("aws_ecr_repository", { image_scanning_configuration: { scan_on_push: false } }),
  ],
  ["encryption-key", "a key of everybody's", set("aws_ecr_repository", { encryption_configuration: undefined })],
  ["deletion-protection", "one word", set("aws_ecr_repository", { force_delete: true })],
];

const GUARD: readonly Row[] = [
  ["encryption-at-rest", "notices in clear", set("aws_sns_topic", { kms_master_key_id: undefined })],
  ["encryption-key", "a key of everybody's", set("aws_sns_topic", { kms_master_key_id: "alias/aws/sns" })],
  ["service-source", "alarms of others", policy("aws_sns_topic_policy", unconditioned)],
];

const BACKUP: readonly Row[] = [
  ["encryption-key", "a key of everybody's", set("aws_backup_vault", { kms_key_arn: undefined })],
  ["deletion-protection", "one word", set("aws_backup_vault", { force_destroy: true })],
  [
    "kept-days",
    "backups of a day",
    (stack) => {
      const [rule] = [resourceIn(stack, "aws_backup_plan")["rule"]].flat() as Json[];
      Object.assign(rule!, { lifecycle: { delete_after: 1 } });
    },
  ],
];

/** What is broken of each construct. */
export const CLOUD_MUTATIONS: Readonly<Record<string, readonly Mutation[]>> = Object.fromEntries(
  Object.entries({
    Audit: AUDIT,
    Backup: BACKUP,
    Cache: CACHE,
    Cluster: CLUSTER,
    Database: DATABASE,
    DeployRoles: DEPLOY_ROLES,
    Guard: GUARD,
    ImageRegistry: IMAGES,
    Key: KEY,
    Secret: SECRET,
    StateBucket: STATE_BUCKET,
    Stream: STREAM,
  }).map(([name, rows]) => [name, mutations(rows)]),
);
