/** Keys that open nothing; without a network nobody is asked for anything. */
export const AWS = {
  name: "aws",
  source: "hashicorp/aws",
  version: "5.100.0",
  settings: {
    region: "eu-west-1",
    skip_credentials_validation: true,
    skip_requesting_account_id: true,
    skip_metadata_api_check: true,
    s3_use_path_style: true,
  },
} as const;

/** No real password: a review must not show it. */
export const PASSWORD = "planted-password-71";

const policy = (document: object): string => JSON.stringify({ Version: "2012-10-17", ...document });

const BUCKET = "${aws_s3_bucket.orders.id}";
const KEY = "${aws_kms_key.orders.arn}";

/** Nobody reads it in clear text. */
const TLS_ONLY = {
  ...{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"] },
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const BY_KEY = { apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms", kms_master_key_id: KEY }] };

const ALLOWED = [
  { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::orders/*" },
  { Effect: "Deny", Action: "sqs:PurgeQueue", Resource: "*" },
];

const rule = (blocks: readonly string[]): object => ({
  ...{ from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: blocks, description: "", self: false },
  ...{ ipv6_cidr_blocks: [], prefix_list_ids: [], security_groups: [] },
});

const DATABASE = {
  ...{ identifier: "orders", engine: "postgres", instance_class: "db.t4g.micro", allocated_storage: 20 },
  ...{ username: "orders", password: "${var.password}", storage_encrypted: true, backup_retention_period: 7 },
  ...{ kms_key_id: KEY, engine_version: "17", multi_az: true, deletion_protection: true, publicly_accessible: false },
  ...{ skip_final_snapshot: false, final_snapshot_identifier: "orders-last" },
};

const CLOSED = {
  ...{ block_public_acls: true, block_public_policy: true, ignore_public_acls: true, restrict_public_buckets: true },
};

type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

interface Cloud {
  readonly variable?: object;
  readonly resource: Resources;
}

/** Data, and what protects it. */
export const cloud = (): Cloud => ({
  variable: { password: { type: "string", sensitive: true, default: PASSWORD } },
  resource: {
    aws_s3_bucket: { orders: { bucket: "orders" } },
    aws_s3_bucket_public_access_block: { orders: { bucket: BUCKET, ...CLOSED } },
    aws_s3_bucket_versioning: { orders: { bucket: BUCKET, versioning_configuration: [{ status: "Enabled" }] } },
    aws_s3_bucket_policy: { orders: { bucket: BUCKET, policy: policy({ Statement: [TLS_ONLY] }) } },
    aws_s3_bucket_server_side_encryption_configuration: { orders: { bucket: BUCKET, rule: [BY_KEY] } },
    aws_kms_key: { orders: { deletion_window_in_days: 30, enable_key_rotation: true } },
    aws_db_instance: { orders: DATABASE },
    aws_security_group: { web: { name: "web", description: "web", ingress: [rule(["10.0.0.0/8"])] } },
    aws_iam_role: { web: { name: "web", assume_role_policy: policy({ Statement: [TRUST] }) } },
    aws_iam_policy: { web: { name: "web", policy: policy({ Statement: ALLOWED }) } },
    aws_secretsmanager_secret: { pin: { name: "pin", kms_key_id: KEY, recovery_window_in_days: 30 } },
    aws_backup_vault: { main: { name: "main", kms_key_arn: KEY } },
    aws_dynamodb_table: { carts: table(true) },
    aws_efs_file_system: { shared: { encrypted: true, kms_key_id: KEY } },
  },
});

const TRUST = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };

function table(isProtected: boolean): object {
  return {
    ...{ name: "carts", billing_mode: "PAY_PER_REQUEST", hash_key: "id", attribute: [{ name: "id", type: "S" }] },
    ...{ deletion_protection_enabled: isProtected, point_in_time_recovery: [{ enabled: isProtected }] },
    // By a key that is there: of one that is made beside it a plan does not say whether AWS chose it.
    server_side_encryption: [{ enabled: true, kms_key_arn: "arn:aws:kms:eu-west-1:123456789012:key/carts" }],
  };
}

/** The same with less around the data, and with locks that stay. */
export function weakened(): Cloud {
  const { variable, resource } = cloud();
  const retention = [{ default_retention: [{ mode: "COMPLIANCE", days: 3 }] }];
  const open = { ...CLOSED, block_public_policy: false };
  return {
    variable,
    resource: {
      ...resource,
      aws_s3_bucket: { orders: { bucket: "orders", tags: { team: "shop" } } },
      aws_s3_bucket_public_access_block: { orders: { bucket: BUCKET, ...open } },
      aws_s3_bucket_versioning: { orders: { bucket: BUCKET, versioning_configuration: [{ status: "Suspended" }] } },
      aws_kms_key: { orders: { deletion_window_in_days: 7, enable_key_rotation: false } },
      aws_db_instance: {
        orders: {
          ...DATABASE,
          ...{ deletion_protection: false, publicly_accessible: true, skip_final_snapshot: true },
          backup_retention_period: 1,
        },
      },
      aws_security_group: {
        web: { name: "web", description: "web", ingress: [rule(["10.0.0.0/9", "10.128.0.0/9"])] },
      },
      aws_iam_policy: { web: { name: "web", policy: policy({ Statement: [...ALLOWED].reverse() }) } },
      aws_secretsmanager_secret: { pin: { name: "pin", kms_key_id: KEY, recovery_window_in_days: 0 } },
      aws_dynamodb_table: { carts: table(false) },
      aws_efs_file_system: { shared: { encrypted: false } },
      aws_backup_vault_lock_configuration: {
        main: { backup_vault_name: "main", min_retention_days: 7, changeable_for_days: 3 },
      },
      aws_s3_bucket_object_lock_configuration: { orders: { bucket: BUCKET, rule: retention } },
    },
  };
}

/** The same without the data. */
export function emptied(): Cloud {
  const { aws_iam_role, aws_iam_policy, aws_security_group } = cloud().resource;
  return {
    resource: { aws_iam_role: aws_iam_role!, aws_iam_policy: aws_iam_policy!, aws_security_group: aws_security_group! },
  };
}
