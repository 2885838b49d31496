import { byDefault, declared, mapped, type Fact } from "../../../facts/fact";
import type { Encryption, OrWithout } from "../../../facts/store";
import { eachOf } from "../attributes";
import type { Resource } from "../resource";
import type { Surroundings } from "../surroundings";
import { clearSecretsOf } from "./database";
import { flaggedOf, keyOf } from "./encryption";
import { flagOf, inBlock, notOf } from "./companions";
import type { FacetReader } from "./store";

/** What a resource of this type keeps is encrypted in any case: by a service's key, or by one that an attribute names. */
const keyed =
  (what: string, key: string, otherwise: Encryption = "managed"): FacetReader =>
  ({ attributes }) => ({ what, encryption: keyOf(attributes, key, otherwise) });

/** Disks are encrypted where nobody says it, once a region is told so. */
export const disksByDefault = (around: Surroundings): Fact<boolean> => {
  const [preset] = around.ofType("aws_ebs_encryption_by_default");
  return preset ? flagOf(preset.attributes, "enabled", true) : byDefault(false);
};

/** 0, and nothing, are for ever. https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/cloudwatch_log_group */
const logGroup: FacetReader = ({ attributes }) => ({
  what: "log",
  encryption: keyOf(attributes, "kms_key_id", "managed"),
  keptDays: mapped<number, OrWithout<number | "forever">>(
    attributes.number("retention_in_days") ?? byDefault(0),
    (days) => (days === 0 ? "forever" : days),
  ),
});

const queue: FacetReader = ({ attributes }) => {
  const preset = flagOf(attributes, "sqs_managed_sse_enabled", true);
  const isOff = preset.state === "known" && !preset.value;
  return { what: "queue", encryption: keyOf(attributes, "kms_master_key_id", isOff ? "none" : "managed") };
};

const secret: FacetReader = ({ attributes }) => ({
  what: "secret",
  encryption: keyOf(attributes, "kms_key_id", "managed"),
  recoveryDays: attributes.number("recovery_window_in_days") ?? byDefault(30),
});

/** The value of a secret: how it is kept, the secret says. */
const secretValue: FacetReader = (resource) => ({
  what: "secret's value",
  encryption: byDefault("without"),
  clearSecrets: clearSecretsOf(resource, "secret_string", "secret_binary", "secret_string_wo"),
});

const table: FacetReader = ({ attributes }) => ({
  what: "table",
  encryption: inBlock<Encryption>(
    attributes,
    ["server_side_encryption"],
    (block) => {
      const on = block.flag("enabled");
      return on?.state === "known" && !on.value ? byDefault("managed") : keyOf(block, "kms_key_arn", "managed", true);
    },
    "managed",
  ),
  deletionProtected: flagOf(attributes, "deletion_protection_enabled", false),
});

const repository: FacetReader = ({ attributes }) => ({
  what: "repository of images",
  encryption: inBlock<Encryption>(
    attributes,
    ["encryption_configuration"],
    (block) => keyOf(block, "kms_key", "managed", true),
    "managed",
  ),
  deletionProtected: notOf(flagOf(attributes, "force_delete", false)),
});

const vault: FacetReader = ({ attributes }) => ({
  what: "vault of backups",
  encryption: keyOf(attributes, "kms_key_arn", "managed"),
  deletionProtected: notOf(flagOf(attributes, "force_destroy", false)),
});

/** The rule that keeps its backups the shortest; without a word they stay. */
const backupPlan: FacetReader = ({ attributes }) => {
  const days = eachOf(attributes.blocks("rule"), (rule) =>
    inBlock<number>(rule, ["lifecycle"], (block) => block.number("delete_after"), Infinity),
  );
  return {
    what: "plan of backups",
    encryption: byDefault("without"),
    keptDays: mapped<readonly number[], number | "forever">(days ?? byDefault([]), (all) => {
      const least = Math.min(...all);
      return least === Infinity ? "forever" : least;
    }),
  };
};

const parameter: FacetReader = (resource) => {
  const type = resource.attributes.text("type");
  const isSecret = type?.state === "known" && type.value === "SecureString";
  return {
    what: "parameter",
    encryption: keyOf(resource.attributes, "key_id", "managed"),
    clearSecrets: isSecret ? clearSecretsOf(resource, "value", "value_wo") : declared([]),
  };
};

const disk: FacetReader = ({ attributes }: Resource, around) => ({
  what: "disk",
  encryption: flaggedOf(attributes, "encrypted", "kms_key_id", disksByDefault(around)),
});

/** By Terraform's type. */
export const OTHER_STORES: Readonly<Record<string, FacetReader>> = {
  aws_ebs_volume: disk,
  aws_efs_file_system: ({ attributes }) => ({
    what: "file system",
    encryption: flaggedOf(attributes, "encrypted", "kms_key_id"),
  }),
  aws_cloudtrail: keyed("trail", "kms_key_id"),
  aws_cloudwatch_log_group: logGroup,
  aws_sns_topic: keyed("topic", "kms_master_key_id", "none"),
  aws_sqs_queue: queue,
  aws_secretsmanager_secret: secret,
  aws_secretsmanager_secret_version: secretValue,
  aws_ssm_parameter: parameter,
  aws_dynamodb_table: table,
  aws_ecr_repository: repository,
  aws_backup_vault: vault,
  aws_backup_plan: backupPlan,
};
