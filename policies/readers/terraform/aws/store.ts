import { byDefault } from "../../../facts/fact";
import type { StoreFacts } from "../../../facts/store";
import type { Subject } from "../../../facts/subject";
import { subjectOf, type Resource } from "../resource";
import type { Surroundings } from "../surroundings";
import { bucketFacets } from "./bucket";
import { cacheFacets, cacheUserFacets, streamFacets } from "./cache";
import { clusterFacets, clusterInstanceFacets, databaseFacets } from "./database";
import { OTHER_STORES } from "./other-stores";

/** What a type of store has; of the rest it has none. */
export type Facets = Pick<StoreFacts, "what" | "encryption"> & Partial<Omit<StoreFacts, keyof Subject>>;

export type FacetReader = (resource: Resource, around: Surroundings) => Facets;

const FACETS: Readonly<Record<string, FacetReader>> = {
  aws_s3_bucket: bucketFacets,
  aws_db_instance: databaseFacets,
  aws_rds_cluster: clusterFacets,
  aws_rds_cluster_instance: clusterInstanceFacets,
  aws_elasticache_replication_group: cacheFacets,
  aws_elasticache_user: cacheUserFacets,
  aws_msk_cluster: streamFacets,
  ...OTHER_STORES,
};

const WITHOUT = byDefault("without" as const);
const NOTHING = {
  publicWays: WITHOUT,
  tlsOnly: WITHOUT,
  deletionProtected: WITHOUT,
  finalCopy: WITHOUT,
  recoveryDays: WITHOUT,
  severalZones: WITHOUT,
  versioned: WITHOUT,
  keptDays: WITHOUT,
  clearSecrets: WITHOUT,
} as const;

export const STORES: readonly string[] = Object.keys(FACETS);

/** By the type of the resource, which is one of `STORES`. */
export const storeFacts = (resource: Resource, around: Surroundings): StoreFacts => ({
  ...subjectOf("store", resource),
  ...NOTHING,
  ...FACETS[resource.type]!(resource, around),
});
