import { Construct } from "constructs";
import { z } from "zod";
import { Alertmanager, alertmanagerSettings } from "./components/alertmanager";
import { Backup, BackupDestination, backupSettings, type BackupSettings } from "./components/backup";
import { BlackboxExporter, blackboxExporterSettings } from "./components/blackbox-exporter";
import { External, externalSettings } from "./components/external";
import { Grafana, grafanaSettings } from "./components/grafana";
import { HAProxy, haproxySettings } from "./components/haproxy";
import { LETS_ENCRYPT } from "./components/haproxy/acme";
import { NodeExporter, nodeExporterSettings } from "./components/node-exporter";
import { PgBouncer, pgbouncerSettings } from "./components/pgbouncer";
import { Postgres, postgresSettings, type PostgresSettings } from "./components/postgres";
import { PostgresExporter } from "./components/postgres-exporter";
import { Prometheus, prometheusSettings, type PrometheusSettings } from "./components/prometheus";
import { Redis, redisSettings } from "./components/redis";
import { RedisExporter } from "./components/redis-exporter";
import { ServiceLayer, layerSettings, type JobSettings, type LayerSettings } from "./components/service-layer";
import { Duration, Memory, Schedule, type Component } from "./core";
import type { ScheduleSettings } from "./settings/schedule";

export { LETS_ENCRYPT };

export const platformSettings = z.strictObject({
  postgres: postgresSettings.optional().describe("a PostgreSQL server for the layers that use it"),
  pgbouncer: pgbouncerSettings
    .optional()
    .describe("shares few connections of Postgres among layers that name it in place of postgres"),
  redis: redisSettings.optional().describe("a Redis server for the layers that use it"),
  haproxy: haproxySettings.optional().describe("the way in; without it no port is published"),
  prometheus: prometheusSettings.optional().describe("metrics of everything that has some"),
  grafana: grafanaSettings.optional().describe("dashboards of what Prometheus has"),
  alertmanager: alertmanagerSettings.optional().describe("tells people of the alerts of Prometheus"),
  blackboxExporter: blackboxExporterSettings
    .optional()
    .describe("asks external endpoints whether they are well, and the way in for its certificate"),
  nodeExporter: nodeExporterSettings.optional().describe("metrics of the host"),
  backup: backupSettings.optional().describe("saves everything that keeps data, and these settings"),
  layers: z.record(z.string(), layerSettings).default({}).describe("your services, by name"),
  external: z.record(z.string(), externalSettings).default({}).describe("endpoints that are watched and never managed"),
});

export type PlatformSettings = z.output<typeof platformSettings>;

/** The architecture: which components a platform has, and who uses whom. */
export class Platform extends Construct {
  /** @param files the text of files that are saved with the data, by name */
  constructor(scope: Construct, id: string, settings: PlatformSettings, files: Readonly<Record<string, string>> = {}) {
    super(scope, id);
    const known = new Map<string, Component>();
    const add = (component: Component) => known.set(component.name, component);
    const postgres = settings.postgres && new Postgres(this, "postgres", postgresProps(settings.postgres));
    const redis = settings.redis && new Redis(this, "redis", withMemory(settings.redis));
    for (const server of [postgres, redis]) if (server) add(server);
    if (postgres && settings.pgbouncer) {
      add(new PgBouncer(this, "pgbouncer", { server: postgres, ...withMemory(settings.pgbouncer) }));
    }
    for (const [name, { url, health }] of Object.entries(settings.external)) {
      add(new External(this, name, { url, healthPath: health }));
    }
    for (const [name, layer] of inOrderOfUse(settings.layers)) {
      const uses = layer.uses.map((used) => known.get(used)!);
      add(new ServiceLayer(this, name, { ...layerProps(layer), uses }));
    }
    if (settings.haproxy) new HAProxy(this, "haproxy", withMemory(settings.haproxy));
    if (settings.prometheus) new Prometheus(this, "prometheus", prometheusProps(settings.prometheus));
    if (settings.prometheus && postgres) new PostgresExporter(this, "postgres-exporter", { server: postgres });
    if (settings.prometheus && redis) new RedisExporter(this, "redis-exporter", { server: redis });
    if (settings.grafana) new Grafana(this, "grafana", withMemory(settings.grafana));
    if (settings.alertmanager) new Alertmanager(this, "alertmanager", withMemory(settings.alertmanager));
    if (settings.backup) new Backup(this, "backup", { ...backupProps(settings.backup), settings: files });
    if (settings.blackboxExporter) {
      new BlackboxExporter(this, "blackbox-exporter", withMemory(settings.blackboxExporter));
    }
    if (settings.nodeExporter) {
      new NodeExporter(this, "node-exporter", withMemory(settings.nodeExporter));
    }
  }
}

/** Those used come before those who use them; settings have no cycles, the configuration refuses them. */
function inOrderOfUse(layers: PlatformSettings["layers"]): readonly [string, LayerSettings][] {
  const ordered = new Map<string, LayerSettings>();
  const visit = (name: string) => {
    const layer = layers[name];
    if (!layer || ordered.has(name)) return;
    layer.uses.forEach(visit);
    ordered.set(name, layer);
  };
  Object.keys(layers).sort().forEach(visit);
  return [...ordered];
}

const mebibytes = (amount: number | undefined) => (amount === undefined ? undefined : Memory.mebibytes(amount));

/** The settings with their memory as a unit of its own, and all else as it is. */
function withMemory<S extends { readonly memoryMiB: number }>({ memoryMiB, ...rest }: S) {
  return { ...rest, memory: Memory.mebibytes(memoryMiB) };
}

function postgresProps(settings: PostgresSettings) {
  const { memoryMiB, diskMiB, sharedBuffersMiB, workMemMiB, effectiveCacheSizeMiB, ...rest } = settings;
  return {
    ...rest,
    memory: Memory.mebibytes(memoryMiB),
    disk: Memory.mebibytes(diskMiB),
    sharedBuffers: mebibytes(sharedBuffersMiB),
    workMemory: Memory.mebibytes(workMemMiB),
    effectiveCacheSize: mebibytes(effectiveCacheSizeMiB),
  };
}

function backupProps({ memoryMiB, schedule, deadlineSeconds, to, ...rest }: BackupSettings) {
  return {
    ...rest,
    memory: Memory.mebibytes(memoryMiB),
    schedule: scheduleOf(schedule),
    deadline: Duration.seconds(deadlineSeconds),
    to: destinationOf(to),
  };
}

function destinationOf(to: BackupSettings["to"]): BackupDestination {
  if ("directory" in to) return BackupDestination.directory(to.directory);
  return "s3" in to ? BackupDestination.s3(to.s3) : BackupDestination.sftp(to.sftp);
}

function prometheusProps({ memoryMiB, retentionMiB, scrapeSeconds, ...rest }: PrometheusSettings) {
  return {
    ...rest,
    memory: Memory.mebibytes(memoryMiB),
    retentionSize: Memory.mebibytes(retentionMiB),
    scrapeInterval: Duration.seconds(scrapeSeconds),
  };
}

function layerProps({ memoryMiB, env, health, metrics, writablePaths, jobs, ...rest }: LayerSettings) {
  return {
    ...rest,
    memory: Memory.mebibytes(memoryMiB),
    environment: env,
    healthPath: health.path,
    alivePath: health.alive,
    startTime: Duration.seconds(health.startSeconds),
    metricsPath: metrics?.path ?? null,
    writablePaths: writablePaths.map(({ sizeMiB, ...one }) => ({ ...one, size: Memory.mebibytes(sizeMiB) })),
    jobs: Object.entries(jobs).map(([name, job]) => ({ name, ...jobProps(job) })),
  };
}

function jobProps({ command, schedule, deadlineSeconds }: JobSettings) {
  return { command, schedule: schedule && scheduleOf(schedule), deadline: Duration.seconds(deadlineSeconds) };
}

function scheduleOf(settings: ScheduleSettings): Schedule {
  if ("everyMinutes" in settings) return Schedule.everyMinutes(settings.everyMinutes);
  if ("hourly" in settings) return Schedule.hourly(settings.hourly);
  if ("daily" in settings) return Schedule.daily(settings.daily);
  return Schedule.weekly(settings.weekly.day, settings.weekly.at);
}
