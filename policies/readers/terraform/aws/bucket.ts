import type { Statement } from "../../../facts/access-statement";
import { byDefault, declared, inPart, mapped, unknown, type Fact, type Why } from "../../../facts/fact";
import type { Encryption, OrWithout } from "../../../facts/store";
import type { Attributes } from "../attributes";
import type { Resource } from "../resource";
import type { Surroundings } from "../surroundings";
import { blockOf, companionsOf, flagOf, foldedOf, inBlock, notOf } from "./companions";
import { keyOf } from "./encryption";
import { documentIn } from "./policy-document";
import type { Facets } from "./store";

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/s3_bucket */
export function bucketFacets(bucket: Resource, around: Surroundings): Facets {
  const beside = (type: string) => companionsOf(bucket, { type: `aws_s3_bucket_${type}`, by: "bucket" }, around);
  return {
    what: "bucket",
    encryption: encryptionOf(bucket, beside("server_side_encryption_configuration")),
    publicWays: foldedOf(beside("public_access_block"), missingBlocks, [NO_BLOCK]),
    tlsOnly: tlsOnlyOf(bucket, beside("policy"), around),
    deletionProtected: notOf(flagOf(bucket.attributes, "force_destroy", false)),
    versioned: versionedOf(bucket, beside("versioning")),
    keptDays: foldedOf<OrWithout<number | "forever">>(beside("lifecycle_configuration"), keptDaysOf, "forever"),
  };
}

const NO_BLOCK = "it has no public access block";
const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"] as const;

function missingBlocks(attributes: Attributes): Fact<readonly string[]> {
  let open: Why | undefined;
  const missing = BLOCKS.filter((name) => {
    const said = flagOf(attributes, name, false);
    if (said.state === "unknown") open ??= said.why;
    return said.state === "known" && !said.value;
  }).map((name) => `${name} is not set`);
  return open ? inPart(missing, open) : declared(missing);
}

const RULE = ["rule", "apply_server_side_encryption_by_default"] as const;

/** Since 2023 all new objects are encrypted, by a key that S3 manages. https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html */
function encryptionOf({ attributes }: Resource, beside: Fact<readonly Resource[]>): Fact<Encryption> {
  const ofRule = (said: Attributes, way: readonly string[]) =>
    inBlock<Encryption>(said, way, (rule) => keyOf(rule, "kms_master_key_id", "managed"), "managed");
  const legacy = "server_side_encryption_configuration";
  if (attributes.has(legacy)) return ofRule(attributes, [legacy, ...RULE]);
  return foldedOf<Encryption>(beside, (said) => ofRule(said, RULE), "managed");
}

function versionedOf({ attributes }: Resource, beside: Fact<readonly Resource[]>): Fact<boolean> {
  if (attributes.has("versioning")) return inBlock(attributes, ["versioning"], (one) => one.flag("enabled"), false);
  return foldedOf(
    beside,
    (said) =>
      mapped(
        inBlock(said, ["versioning_configuration"], (one) => one.text("status"), ""),
        (one) => one === "Enabled",
      ),
    false,
  );
}

/** The soonest of all rules that are on. */
function keptDaysOf(attributes: Attributes): Fact<number | "forever"> {
  const rules = attributes.blocks("rule");
  if (!rules) return byDefault("forever");
  if (rules.state !== "known") return rules;
  const days = rules.value.filter(isOn).map((rule) => daysOf(rule));
  const open = days.find((one) => one.state !== "known");
  if (open) return open;
  const known = days.flatMap((one) => (one.state === "known" && typeof one.value === "number" ? [one.value] : []));
  if (known.length > 0) return declared(Math.min(...known));
  return rules.more ? unknown(rules.more) : declared("forever");
}

const isOn = (rule: Attributes): boolean => {
  const status = rule.text("status");
  return !(status?.state === "known" && status.value === "Disabled");
};

function daysOf(rule: Attributes): Fact<number | "forever"> {
  const block = blockOf(rule, "noncurrent_version_expiration");
  if (!block) return byDefault("forever");
  if ("state" in block) return block;
  return block.number("noncurrent_days") ?? byDefault("forever");
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit */
function tlsOnlyOf(bucket: Resource, beside: Fact<readonly Resource[]>, around: Surroundings): Fact<boolean> {
  const said = bucket.attributes.has("policy") ? documentIn(bucket, "policy", around) : undefined;
  if (said) return mapped(said, deniesClearText);
  return foldedOf(beside, (_, policy) => telling(documentIn(policy, "policy", around)), false);
}

/** A statement that is there is enough, whatever else there is. */
function telling(statements: Fact<readonly Statement[]>): Fact<boolean> {
  if (statements.state !== "known") return statements;
  if (deniesClearText(statements.value)) return declared(true);
  return statements.more ? unknown(statements.more) : declared(false);
}

const deniesClearText = (statements: readonly Statement[]): boolean =>
  statements.some(
    ({ effect, actions, resources, principals, conditions }) =>
      effect === "Deny" &&
      conditions.length === 1 &&
      conditions.every(({ test, key, values }) => CLEAR_TEXT.test(`${test} ${key} ${values.join()}`)) &&
      !actions.isNot &&
      actions.words.some((action) => action === "*" || action === "s3:*") &&
      principals.words.includes("*") &&
      !principals.isNot &&
      !resources.isNot &&
      resources.words.some((resource) => resource.endsWith("*")),
  );

const CLEAR_TEXT = /^Bool(IfExists)? aws:securetransport false$/;
