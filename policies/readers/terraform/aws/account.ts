import type { CloudKeyFacts, RepositoryFacts, TrailFacts } from "../../../facts/cloud";
import { byDefault, mapped, type Fact } from "../../../facts/fact";
import { subjectOf, type Resource } from "../resource";
import type { Surroundings } from "../surroundings";
import { flagOf, inBlock } from "./companions";

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/ecr_repository */
export const repositoryFacts = (repository: Resource, around: Surroundings): RepositoryFacts => {
  const tags = repository.attributes.text("image_tag_mutability") ?? byDefault("MUTABLE");
  const own = inBlock(
    repository.attributes,
    ["image_scanning_configuration"],
    (block) => block.flag("scan_on_push"),
    false,
  );
  // What the registry scans is scanned, whatever a repository says of itself.
  const isOff = own.state === "known" && !own.value;
  return {
    ...subjectOf("repository", repository),
    tagsFixed: mapped(tags, (said) => said === "IMMUTABLE"),
    scanned: isOff && around.ofType("aws_ecr_registry_scanning_configuration").length > 0 ? byDefault(true) : own,
  };
};

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/cloudtrail */
export const trailFacts = (trail: Resource): TrailFacts => ({
  ...subjectOf("trail", trail),
  allRegions: flagOf(trail.attributes, "is_multi_region_trail", false),
  validated: flagOf(trail.attributes, "enable_log_file_validation", false),
  running: flagOf(trail.attributes, "enable_logging", true),
});

/** https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
export function keyFacts(key: Resource): CloudKeyFacts {
  const usage = key.attributes.text("key_usage") ?? byDefault("ENCRYPT_DECRYPT");
  const spec = key.attributes.text("customer_master_key_spec") ?? byDefault("SYMMETRIC_DEFAULT");
  return { ...subjectOf("cloudKey", key), rotated: rotatedOf(key, [usage, spec]) };
}

const ROTATED = ["ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT"];

function rotatedOf({ attributes }: Resource, kinds: readonly Fact<string>[]): Fact<boolean | "without"> {
  const isOther = kinds.some((one) => one.state === "known" && !ROTATED.includes(one.value));
  if (isOther) return byDefault("without");
  return kinds.find((one) => one.state !== "known") ?? flagOf(attributes, "enable_key_rotation", false);
}
