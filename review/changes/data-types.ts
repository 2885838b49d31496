import type { JsonObject } from "../resource";

/** Resources that hold what cannot be made again, and what is lost with each. */
export const DATA_TYPES: Readonly<Record<string, string>> = {
  docker_volume: "all that is on the volume",
  aws_backup_vault: "every backup in the vault",
  aws_cloudwatch_log_group: "every log in it",
  aws_cognito_user_pool: "every user in it",
  aws_db_instance: "the database",
  aws_db_snapshot: "the snapshot",
  aws_docdb_cluster: "the database",
  aws_dynamodb_table: "the table",
  aws_ebs_snapshot: "the snapshot",
  aws_ebs_volume: "all that is on the volume",
  aws_ecr_repository: "every image in it",
  aws_efs_file_system: "every file in it",
  aws_elasticache_cluster: "what the cache keeps",
  aws_elasticache_replication_group: "what the cache keeps",
  aws_elasticache_serverless_cache: "what the cache keeps",
  aws_kinesis_stream: "every record in it",
  aws_kms_key: "everything that is encrypted with it",
  aws_memorydb_cluster: "the database",
  aws_msk_cluster: "every message in it",
  aws_neptune_cluster: "the database",
  aws_opensearch_domain: "every index in it",
  aws_rds_cluster: "the database",
  aws_redshift_cluster: "the database",
  aws_s3_bucket: "every object in it",
  aws_secretsmanager_secret: "the secret",
  aws_sqs_queue: "every message in it",
  kubernetes_namespace: "everything in it",
  kubernetes_namespace_v1: "everything in it",
  kubernetes_persistent_volume_claim: "all that is on the volume",
  kubernetes_persistent_volume_claim_v1: "all that is on the volume",
};

/** How it ends, where what was set says it. */
export function endOf(type: string, was: JsonObject): string | undefined {
  if (was["skip_final_snapshot"] === true) return "no final snapshot is made";
  if (was["skip_final_snapshot"] === false) return "a final snapshot is made first";
  if (type === "aws_kms_key") return `it can be taken back for ${daysOf(was["deletion_window_in_days"])} days`;
  if (type !== "aws_secretsmanager_secret") return undefined;
  const days = daysOf(was["recovery_window_in_days"]);
  return days === 0 ? "at once, and nobody can take it back" : `it can be taken back for ${days} days`;
}

/** AWS waits 30 days where nobody says how many. */
const daysOf = (said: unknown): number => (typeof said === "number" ? said : 30);

/** What cannot be taken back once it is there; undefined for what can. */
export function irreversible(type: string, after: JsonObject): string | undefined {
  const text = () => JSON.stringify(after);
  switch (type) {
    // Without these days the lock is one of governance, which may be taken away.
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
    case "aws_backup_vault_lock_configuration":
      return typeof after["changeable_for_days"] === "number"
        ? `the vault keeps its backups until they expire, whoever asks, from ${after["changeable_for_days"]} days on`
        : undefined;
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
    case "aws_s3_bucket_object_lock_configuration":
    case "aws_s3_object":
      return /"(object_lock_)?mode":"COMPLIANCE"/.test(text())
        ? "in compliance mode nobody deletes an object before its time"
        : undefined;
    case "aws_glacier_vault_lock":
      return after["complete_lock"] === true ? "a locked vault keeps its policy for ever" : undefined;
    default:
      return undefined;
  }
}
