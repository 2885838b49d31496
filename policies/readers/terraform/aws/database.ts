import { byDefault, declared, mapped, unknown, type Fact } from "../../../facts/fact";
import type { OrWithout } from "../../../facts/store";
import { joined, type Attributes } from "../attributes";
import type { Resource } from "../resource";
import type { Surroundings } from "../surroundings";
import { flaggedOf, inherited } from "./encryption";
import { flagOf, notOf } from "./companions";
import type { Facets } from "./store";

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/db_instance */
export function databaseFacets(resource: Resource, around: Surroundings): Facets {
  const { attributes } = resource;
  const isReplica = attributes.has("replicate_source_db");
  const own = <T>(fact: Fact<T>): Fact<OrWithout<T>> => (isReplica ? byDefault("without") : fact);
  return {
    what: "database",
    encryption: encryptionOf(attributes, "replicate_source_db"),
    publicWays: mapped(flagOf(attributes, "publicly_accessible", false), (is) => (is ? [PUBLIC] : [])),
    tlsOnly: tlsOnlyOf(resource, { group: "aws_db_parameter_group", by: "parameter_group_name", since: 15 }, around),
    deletionProtected: flagOf(attributes, "deletion_protection", false),
    finalCopy: own(notOf(flagOf(attributes, "skip_final_snapshot", false))),
    severalZones: own(flagOf(attributes, "multi_az", false)),
    keptDays: own(attributes.number("backup_retention_period") ?? byDefault(0)),
    clearSecrets: clearSecretsOf(resource, "password", "password_wo"),
  };
}

const PUBLIC = "publicly_accessible is set";

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/rds_cluster */
export function clusterFacets(resource: Resource, around: Surroundings): Facets {
  const { attributes } = resource;
  const group = "aws_rds_cluster_parameter_group";
  return {
    what: "database",
    encryption: encryptionOf(attributes, "replication_source_identifier"),
    tlsOnly: tlsOnlyOf(resource, { group, by: "db_cluster_parameter_group_name", since: 17 }, around),
    deletionProtected: flagOf(attributes, "deletion_protection", false),
    finalCopy: notOf(flagOf(attributes, "skip_final_snapshot", false)),
    keptDays: attributes.number("backup_retention_period") ?? byDefault(1),
    clearSecrets: clearSecretsOf(resource, "master_password", "master_password_wo"),
  };
}

/** Its data are those of its cluster. https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/rds_cluster_instance */
export const clusterInstanceFacets = ({ attributes }: Resource): Facets => ({
  what: "machine of a database",
  encryption: byDefault("without"),
  publicWays: mapped(flagOf(attributes, "publicly_accessible", false), (is) => (is ? [PUBLIC] : [])),
});

const encryptionOf = (attributes: Attributes, source: string): Facets["encryption"] =>
  flaggedOf(
    attributes,
    "storage_encrypted",
    "kms_key_id",
    inherited(attributes, source, "snapshot_identifier", "restore_to_point_in_time", "s3_import"),
  );

/** Those that are written down, and do not come from a resource or a variable. */
export function clearSecretsOf(resource: Resource, ...names: readonly string[]): Fact<readonly string[]> {
  return declared(names.filter((name) => resource.attributes.has(name) && resource.isLiteral(name)));
}

interface Parameters {
  readonly group: string;
  readonly by: string;
  /** The first version of PostgreSQL that turns away clear text by default. */
  readonly since: number;
}

/** By the name of the engine, the parameter that turns away clear text. */
const PARAMETERS: readonly (readonly [engine: RegExp, parameter: string])[] = [
  [/postgres|sqlserver/, "rds.force_ssl"],
  [/mysql|mariadb/, "require_secure_transport"],
];

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html */
function tlsOnlyOf(
  { attributes, references }: Resource,
  { group, by, since }: Parameters,
  around: Surroundings,
): Fact<OrWithout<boolean>> {
  const engine = attributes.text("engine");
  if (engine?.state !== "known") return engine ?? unknown("elsewhere");
  const [, parameter] = PARAMETERS.find(([name]) => name.test(engine.value)) ?? [];
  if (parameter === undefined) return byDefault("without");
  const preset = engine.value.includes("postgres") ? presetOf(attributes, since) : byDefault(false);
  if (!attributes.has(by)) return preset;
  const targets = references(by);
  const name = attributes.text(by);
  const own = around
    .ofType(group)
    .find((one) => targets.includes(one.address) || (name?.state === "known" && isNamed(one, name.value)));
  if (own) return parameterOf(own.attributes, parameter, preset);
  return name?.state === "known" && name.value.startsWith("default.") ? preset : unknown("elsewhere");
}

const isNamed = ({ attributes }: Resource, name: string): boolean => {
  const own = attributes.text("name");
  return own?.state === "known" && own.value === name;
};

function presetOf(attributes: Attributes, since: number): Fact<boolean> {
  const version = attributes.text("engine_version");
  if (version?.state !== "known") return version ?? unknown("elsewhere");
  return byDefault(Number.parseInt(version.value, 10) >= since);
}

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/db_parameter_group */
function parameterOf(attributes: Attributes, wanted: string, preset: Fact<boolean>): Fact<boolean> {
  const parameters = attributes.blocks("parameter");
  if (!parameters) return preset;
  if (parameters.state !== "known") return parameters;
  for (const one of parameters.value) {
    const said = joined(
      { name: one.text("name"), value: one.text("value") },
      ({ name, value = "" }) => [name, value] as const,
    );
    if (said.state === "known" && said.value[0] === wanted) return declared(/^(1|on|true)$/i.test(said.value[1]));
    const name = one.text("name");
    if (said.state === "unknown" && (name?.state !== "known" || name.value === wanted)) return said;
  }
  return parameters.more ? unknown(parameters.more) : preset;
}
