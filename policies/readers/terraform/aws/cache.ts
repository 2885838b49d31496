import { byDefault, declared, mapped, unknown, type Fact } from "../../../facts/fact";
import type { Encryption } from "../../../facts/store";
import type { Attributes } from "../attributes";
import type { Resource } from "../resource";
import { bothOf, flagOf, inBlock } from "./companions";
import { clearSecretsOf } from "./database";
import { flaggedOf, keyOf } from "./encryption";
import type { Facets } from "./store";

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/elasticache_replication_group */
export function cacheFacets(resource: Resource): Facets {
  const { attributes } = resource;
  const isMember = attributes.has("global_replication_group_id");
  const engine = attributes.text("engine") ?? byDefault("redis");
  const preset = isMember
    ? unknown("elsewhere")
    : engine.state === "known"
      ? byDefault(engine.value === "valkey")
      : engine;
  return {
    what: "cache",
    encryption: flaggedOf(attributes, "at_rest_encryption_enabled", "kms_key_id", preset),
    tlsOnly: tlsOnlyOf(attributes),
    severalZones: bothOf(
      flagOf(attributes, "multi_az_enabled", false),
      flagOf(attributes, "automatic_failover_enabled", false),
    ),
    clearSecrets: clearSecretsOf(resource, "auth_token"),
  };
}

/** `preferred` takes both, for the time of a change. */
function tlsOnlyOf(attributes: Attributes): Fact<boolean> {
  const mode = attributes.text("transit_encryption_mode") ?? byDefault("required");
  return bothOf(
    flagOf(attributes, "transit_encryption_enabled", false),
    mapped(mode, (one) => one === "required"),
  );
}

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/elasticache_user */
export function cacheUserFacets({ attributes }: Resource): Facets {
  const lists = [attributes, ...blocksOf(attributes)].map((one) => one.texts("passwords"));
  const isWritten = lists.some((one) => one?.state === "known" && one.value.length > 0);
  return {
    what: "user of a cache",
    encryption: byDefault("without"),
    clearSecrets: declared(isWritten ? ["passwords"] : []),
  };
}

function blocksOf(attributes: Attributes): readonly Attributes[] {
  const blocks = attributes.blocks("authentication_mode");
  return blocks?.state === "known" ? blocks.value : [];
}

const TRANSIT = ["encryption_info", "encryption_in_transit"] as const;
const ACCESS = ["broker_node_group_info", "connectivity_info", "public_access"] as const;

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/msk_cluster */
export function streamFacets({ attributes }: Resource): Facets {
  const clients = inBlock(attributes, TRANSIT, (block) => block.text("client_broker"), "TLS");
  return {
    what: "stream",
    encryption: inBlock<Encryption>(
      attributes,
      ["encryption_info"],
      (block) => keyOf(block, "encryption_at_rest_kms_key_arn", "managed", true),
      "managed",
    ),
    tlsOnly: bothOf(
      mapped(clients, (one) => one === "TLS"),
      inBlock(attributes, TRANSIT, (block) => block.flag("in_cluster"), true),
    ),
    publicWays: mapped(
      inBlock(attributes, ACCESS, (block) => block.text("type"), "DISABLED"),
      (type) => (type === "DISABLED" ? [] : [`public_access is ${type}`]),
    ),
  };
}
