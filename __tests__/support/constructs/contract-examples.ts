import { Alertmanager } from "../../../constructs/components/alertmanager";
import { Backup, BackupDestination } from "../../../constructs/components/backup";
import { BlackboxExporter } from "../../../constructs/components/blackbox-exporter";
import { External } from "../../../constructs/components/external";
import { Grafana } from "../../../constructs/components/grafana";
import { HAProxy } from "../../../constructs/components/haproxy";
import { NodeExporter } from "../../../constructs/components/node-exporter";
import { PgBouncer } from "../../../constructs/components/pgbouncer";
import { ManagedPostgres, Postgres } from "../../../constructs/components/postgres";
import { PostgresExporter } from "../../../constructs/components/postgres-exporter";
import { Prometheus } from "../../../constructs/components/prometheus";
import { Redis, RedisPurpose } from "../../../constructs/components/redis";
import { RedisExporter } from "../../../constructs/components/redis-exporter";
import { ServiceLayer } from "../../../constructs/components/service-layer";
import { Memory, RouteAuth, Schedule } from "../../../constructs/core";
import type { ContractExample } from "./component-contract";
import { OWN_IMAGE } from "./images";

const ROUTE = { path: "/api", auth: RouteAuth.TOKEN };

/** At least one example for each file of `constructs/components/`, by its name; several where it has several shapes. */
export const CONTRACT_EXAMPLES: Readonly<Record<string, Readonly<Record<string, ContractExample>>>> = {
  alertmanager: {
    "Alertmanager with a receiver of each kind": {
      declare: (scope) =>
        new Alertmanager(scope, "alertmanager", {
          receivers: {
            ops: { webhook: { urlFile: "ops.url" } },
            chat: { slack: { urlFile: "chat.url", channel: "#alerts" } },
            mail: { email: { to: "ops@example.com", from: "alerts@example.com", smarthost: "smtp.example.com:587" } },
            pager: { pagerduty: { routingKeyFile: "pager.key" } },
          },
          heartbeat: { urlFile: "beat.url", everySeconds: 60 },
        }),
      renders: ["alertmanager", "docker_config"],
    },
  },
  "blackbox-exporter": {
    "the blackbox exporter with an external endpoint and the way in": {
      declare: (scope) => {
        new External(scope, "ollama", { url: "http://host.docker.internal:11434" });
        new HAProxy(scope, "haproxy");
        new BlackboxExporter(scope, "blackbox-exporter");
      },
      renders: ["blackbox-exporter_1", "docker_config"],
    },
  },
  backup: {
    "a backup of both servers": {
      declare: (scope) => {
        new Postgres(scope, "postgres");
        new Redis(scope, "redis", { purpose: RedisPurpose.STORE });
        new Backup(scope, "backup", {
          to: BackupDestination.directory("/srv/backups"),
          schedule: Schedule.daily("02:00"),
        });
      },
      renders: ["backup", "backup_job-prepare", "backup_job-save", "postgres_job-dump", "redis_job-dump"],
      hostFolders: ["/srv/backups/test"],
    },
    "a backup of nothing but settings, to a bucket": {
      declare: (scope) => {
        const to = BackupDestination.s3({ bucket: "saved", credentialsFile: "/keys/s3" });
        new Backup(scope, "backup", {
          to,
          schedule: Schedule.daily("02:00"),
          settings: { "environment.yaml": "a: 1" },
        });
      },
      renders: ["backup", "backup_job-prepare", "backup_job-save"],
    },
  },
  external: {
    "an external endpoint and its user": {
      declare: (scope) => {
        const ollama = new External(scope, "ollama", { url: "http://host.docker.internal:11434" });
        new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, uses: [ollama] });
      },
      renders: ["api_1"],
    },
  },
  grafana: {
    "Grafana with a Prometheus": {
      declare: (scope) => {
        new Grafana(scope, "grafana");
        new Prometheus(scope, "prometheus");
      },
      renders: ["grafana", "prometheus", "docker_config"],
    },
  },
  haproxy: {
    "HAProxy with a route": {
      declare: (scope) => {
        new HAProxy(scope, "haproxy");
        new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, route: ROUTE });
      },
      renders: ["haproxy", "haproxy_job-install", "haproxy_job-reload", "docker_config"],
    },
    "HAProxy with a certificate of an ACME server": {
      declare: (scope) =>
        new HAProxy(scope, "haproxy", { hosts: ["shop.example.org"], acme: { email: "a@example.org" } }),
      renders: ["haproxy", "haproxy_job-certificate", "haproxy_job-install", "haproxy_job-reload", "docker_config"],
    },
  },
  "node-exporter": {
    "the node exporter": {
      declare: (scope) => new NodeExporter(scope, "node-exporter"),
      renders: ["node-exporter_1"],
    },
  },
  pgbouncer: {
    "PgBouncer with a user": {
      declare: (scope) => {
        const pool = new PgBouncer(scope, "pgbouncer", { server: new Postgres(scope, "postgres") });
        new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, uses: [pool] });
      },
      renders: ["pgbouncer_1", "docker_config"],
    },
  },
  postgres: {
    "Postgres with a schema": {
      declare: (scope) => {
        const postgres = new Postgres(scope, "postgres", { schemas: { api: "CREATE TABLE items ();" } });
        new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, uses: [postgres] });
      },
      renders: ["postgres", "postgres_job-roles", "docker_config"],
    },
    "a Postgres that somebody else runs, and its user": {
      declare: (scope) => {
        const postgres = new ManagedPostgres(scope, "postgres", { host: "db.example.com" });
        new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, uses: [postgres] });
      },
      renders: ["api_1"],
    },
  },
  "postgres-exporter": {
    "the exporter of Postgres": {
      declare: (scope) => new PostgresExporter(scope, "postgres-exporter", { server: new Postgres(scope, "postgres") }),
      renders: ["postgres-exporter_1", "postgres_job-roles"],
    },
  },
  prometheus: {
    "Prometheus with a target": {
      declare: (scope) => {
        new Prometheus(scope, "prometheus");
        new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080 });
      },
      renders: ["prometheus", "docker_config"],
    },
  },
  redis: {
    "Redis as a cache": {
      declare: (scope) => new Redis(scope, "redis"),
      renders: ["redis", "redis_job-users", "redis_job-load-users", "docker_config"],
    },
    "Redis as a store": {
      declare: (scope) => new Redis(scope, "redis", { purpose: RedisPurpose.STORE }),
      renders: ["redis", "redis_job-users", "redis_job-load-users", "docker_config"],
    },
  },
  "redis-exporter": {
    "the exporter of Redis": {
      declare: (scope) => new RedisExporter(scope, "redis-exporter", { server: new Redis(scope, "redis") }),
      renders: ["redis-exporter_1", "docker_config"],
    },
  },
  "service-layer": {
    "a plain layer": {
      declare: (scope) => new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080 }),
      renders: ["api_1"],
    },
    "a layer with jobs": {
      declare: (scope) => {
        const migrate = { name: "migrate", command: ["node", "migrate.js"] };
        const report = { name: "report", command: ["node", "report.js"], schedule: Schedule.daily("03:00") };
        const uses = [new Redis(scope, "redis"), new Postgres(scope, "postgres")];
        new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, uses, jobs: [migrate, report] });
      },
      renders: ["api_1", "api_job-await_postgres", "api_job-await_redis", "api_job-migrate", "api_job-report"],
    },
    "a layer with everything": {
      declare: (scope) => {
        const path = { path: "/tmp/work", size: Memory.mebibytes(16), reason: "unpacks archives" };
        const props = {
          image: OWN_IMAGE,
          port: 8080,
          replicas: 2,
          route: ROUTE,
          registry: true,
          writablePaths: [path],
        };
        new ServiceLayer(scope, "api", {
          ...props,
          uses: [new Redis(scope, "redis"), new Postgres(scope, "postgres")],
        });
        new HAProxy(scope, "haproxy");
      },
      renders: ["api_1", "api_2", "docker_config"],
    },
  },
};
