/** Resources that hold what cannot be made again, and what is lost with each. */
export const DATA_TYPES: Readonly<Record<string, string>> = {
  docker_volume: "all that is on the volume",
  aws_backup_vault: "every backup in the vault",
  aws_db_instance: "the database",
  aws_rds_cluster: "the database",
  aws_rds_cluster_instance: "an instance of the database",
  aws_dynamodb_table: "the table",
  aws_ebs_volume: "all that is on the volume",
  aws_ecr_repository: "every image in it",
  aws_efs_file_system: "every file in it",
  aws_elasticache_replication_group: "what the cache keeps",
  aws_kms_key: "everything that is encrypted with it",
  aws_msk_cluster: "every message in it",
  aws_s3_bucket: "every object in it",
  aws_secretsmanager_secret: "the secret",
  kubernetes_persistent_volume_claim: "all that is on the volume",
};

/** What cannot be taken back once it is there. */
export const IRREVERSIBLE: Readonly<Record<string, string>> = {
  aws_backup_vault_lock_configuration: "a locked vault keeps its backups until they expire, whoever asks",
  aws_s3_bucket_object_lock_configuration: "in compliance mode nobody deletes an object before its time",
  aws_glacier_vault_lock: "a locked vault keeps its policy for ever",
};
