/** The construct library: what other people's stacks import. */
export * from "./constructs/core";
export { External, type ExternalProps } from "./constructs/components/external";
export { HAProxy, type HAProxyProps } from "./constructs/components/haproxy";
export { NodeExporter, type NodeExporterProps } from "./constructs/components/node-exporter";
export { Postgres, type PostgresProps } from "./constructs/components/postgres";
export { Prometheus, type PrometheusProps } from "./constructs/components/prometheus";
export { Redis, RedisPurpose, type RedisProps } from "./constructs/components/redis";
export {
  ServiceLayer,
  type LayerJobProps,
  type ServiceLayerProps,
  type WritablePath,
} from "./constructs/components/service-layer";
export { Platform, platformSettings, type PlatformSettings } from "./constructs/platform";
export * from "./constructs/targets/docker";
