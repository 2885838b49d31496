import type { FactsByKind, Kind } from "../../../facts/subject";
import type { Resource } from "../resource";
import type { Surroundings } from "../surroundings";
import { keyFacts, repositoryFacts, trailFacts } from "./account";
import { POLICY_READERS } from "./cloud-policy";
import { clusterFacts } from "./cluster";
import { instanceFacts, templateFacts } from "./machine";
import { securityGroupFacts } from "./security-group";
import { storeFacts, STORES } from "./store";

type Reader = (resource: Resource, around: Surroundings) => readonly FactsByKind[Kind][];
type Reading = (resource: Resource, around: Surroundings) => FactsByKind[Kind];

const STORE_READERS = STORES.map((type): readonly [string, Reading] => [type, storeFacts]);

/** One thing of AWS may be several: a trail is also a store, and a bucket may hold its policy. */
const READERS: readonly (readonly [type: string, read: Reading])[] = [
  ...STORE_READERS,
  ["aws_security_group", securityGroupFacts],
  ["aws_default_security_group", securityGroupFacts],
  ["aws_eks_cluster", clusterFacts],
  ["aws_launch_template", templateFacts],
  ["aws_instance", instanceFacts],
  ["aws_ecr_repository", repositoryFacts],
  ["aws_cloudtrail", trailFacts],
  ["aws_kms_key", keyFacts],
];

const BY_TYPE = new Map<string, readonly Reader[]>();
for (const [type, read] of READERS) {
  BY_TYPE.set(type, [...(BY_TYPE.get(type) ?? []), (resource, around) => [read(resource, around)]]);
}
for (const [type, read] of Object.entries(POLICY_READERS)) BY_TYPE.set(type, [...(BY_TYPE.get(type) ?? []), read]);

/** Types that are read with whom they protect, or with whom they let in. */
const FOLDED: ReadonlySet<string> = new Set([
  ...["server_side_encryption_configuration", "public_access_block", "versioning", "lifecycle_configuration"].map(
    (part) => `aws_s3_bucket_${part}`,
  ),
  ...["aws_db_parameter_group", "aws_rds_cluster_parameter_group"],
  ...["aws_vpc_security_group_ingress_rule", "aws_security_group_rule"],
  ...["aws_eks_access_entry", "aws_eks_access_policy_association"],
  ...["aws_ebs_encryption_by_default", "aws_ecr_registry_scanning_configuration"],
]);

/** What a resource of AWS is; undefined for types that nobody reads. */
export function awsSubjects(resource: Resource, around: Surroundings): readonly FactsByKind[Kind][] | undefined {
  const readers = BY_TYPE.get(resource.type);
  if (!readers) return FOLDED.has(resource.type) ? [] : undefined;
  return readers.flatMap((read) => read(resource, around));
}
