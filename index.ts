/** The construct library: what other people's stacks import. */
export * from "./constructs/core";
export {
  Alertmanager,
  type AlertmanagerProps,
  type AlertRoute,
  type Heartbeat,
  type Receiver,
} from "./constructs/components/alertmanager";
export {
  Backup,
  BackupDestination,
  type BackupProps,
  type Retention,
  type S3Destination,
} from "./constructs/components/backup";
export { BlackboxExporter, type BlackboxExporterProps } from "./constructs/components/blackbox-exporter";
export { External, type ExternalProps } from "./constructs/components/external";
export { HAProxy, type AcmeProps, type HAProxyProps } from "./constructs/components/haproxy";
export { NodeExporter, type NodeExporterProps } from "./constructs/components/node-exporter";
export { PgBouncer, type PgBouncerProps } from "./constructs/components/pgbouncer";
export {
  ManagedPostgres,
  Postgres,
  type ManagedPostgresProps,
  type PostgresProps,
} from "./constructs/components/postgres";
export { PostgresExporter, type PostgresExporterProps } from "./constructs/components/postgres-exporter";
export { Prometheus, type PrometheusProps } from "./constructs/components/prometheus";
export { Redis, RedisPurpose, type RedisProps } from "./constructs/components/redis";
export { RedisExporter, type RedisExporterProps } from "./constructs/components/redis-exporter";
export {
  ServiceLayer,
  type LayerJobProps,
  type ServiceLayerProps,
  type WritablePath,
} from "./constructs/components/service-layer";
export { Platform, platformSettings, type PlatformSettings } from "./constructs/platform";
export * from "./constructs/targets/docker";
