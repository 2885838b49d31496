import { Construct } from "constructs";
import { z } from "zod";
import { External, externalSettings } from "./components/external";
import { HAProxy, haproxySettings, type HAProxySettings } from "./components/haproxy";
import { NodeExporter, nodeExporterSettings } from "./components/node-exporter";
import { Postgres, postgresSettings, type PostgresSettings } from "./components/postgres";
import { Prometheus, prometheusSettings, type PrometheusSettings } from "./components/prometheus";
import { Redis, redisSettings } from "./components/redis";
import { ServiceLayer, layerSettings, type JobSettings, type LayerSettings } from "./components/service-layer";
import { Duration, Memory, Schedule, type Component } from "./core";

export const platformSettings = z.strictObject({
  postgres: postgresSettings.optional().describe("a PostgreSQL server for the layers that use it"),
  redis: redisSettings.optional().describe("a Redis server for the layers that use it"),
  haproxy: haproxySettings.optional().describe("the way in; without it no port is published"),
  prometheus: prometheusSettings.optional().describe("metrics of everything that has some"),
  nodeExporter: nodeExporterSettings.optional().describe("metrics of the host"),
  layers: z.record(z.string(), layerSettings).default({}).describe("your services, by name"),
  external: z.record(z.string(), externalSettings).default({}).describe("endpoints that are watched and never managed"),
});

export type PlatformSettings = z.output<typeof platformSettings>;

/** The architecture: which components a platform has, and who uses whom. */
export class Platform extends Construct {
  constructor(scope: Construct, id: string, settings: PlatformSettings) {
    super(scope, id);
    const known = new Map<string, Component>();
    const add = (component: Component) => known.set(component.name, component);
    if (settings.postgres) add(new Postgres(this, "postgres", postgresProps(settings.postgres)));
    if (settings.redis) {
      const { memoryMiB, ...redis } = settings.redis;
      add(new Redis(this, "redis", { ...redis, memory: Memory.mebibytes(memoryMiB) }));
    }
    for (const [name, { url, health }] of Object.entries(settings.external)) {
      add(new External(this, name, { url, healthPath: health }));
    }
    for (const [name, layer] of inOrderOfUse(settings.layers)) {
      const uses = layer.uses.map((used) => known.get(used)!);
      add(new ServiceLayer(this, name, { ...layerProps(layer), uses }));
    }
    if (settings.haproxy) new HAProxy(this, "haproxy", haproxyProps(settings.haproxy));
    if (settings.prometheus) new Prometheus(this, "prometheus", prometheusProps(settings.prometheus));
    if (settings.nodeExporter) {
      new NodeExporter(this, "node-exporter", { memory: Memory.mebibytes(settings.nodeExporter.memoryMiB) });
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

function postgresProps(settings: PostgresSettings) {
  const { memoryMiB, sharedBuffersMiB, workMemMiB, effectiveCacheSizeMiB, ...rest } = settings;
  return {
    ...rest,
    memory: Memory.mebibytes(memoryMiB),
    sharedBuffers: mebibytes(sharedBuffersMiB),
    workMemory: Memory.mebibytes(workMemMiB),
    effectiveCacheSize: mebibytes(effectiveCacheSizeMiB),
  };
}

function haproxyProps({ memoryMiB, ...rest }: HAProxySettings) {
  return { ...rest, memory: Memory.mebibytes(memoryMiB) };
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
    startTime: Duration.seconds(health.startSeconds),
    metricsPath: metrics?.path ?? null,
    writablePaths: writablePaths.map(({ sizeMiB, ...one }) => ({ ...one, size: Memory.mebibytes(sizeMiB) })),
    jobs: Object.entries(jobs).map(([name, job]) => ({ name, ...jobProps(job) })),
  };
}

function jobProps({ command, schedule, deadlineSeconds }: JobSettings) {
  return { command, schedule: schedule && scheduleOf(schedule), deadline: Duration.seconds(deadlineSeconds) };
}

function scheduleOf(settings: NonNullable<JobSettings["schedule"]>): Schedule {
  if ("everyMinutes" in settings) return Schedule.everyMinutes(settings.everyMinutes);
  if ("hourly" in settings) return Schedule.hourly(settings.hourly);
  if ("daily" in settings) return Schedule.daily(settings.daily);
  return Schedule.weekly(settings.weekly.day, settings.weekly.at);
}
