export { Cache, type CacheReference } from "./cache";
export { EVICTIONS, VALKEY_VERSIONS, type CacheProps, type Eviction, type ValkeyVersion } from "./props";
