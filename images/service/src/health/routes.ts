import type { FastifyInstance } from "fastify";
import { notFound } from "../errors";
import type { Service } from "../service";
import { cpuFigures, diskFigures, memoryFigures, networkFigures } from "./host-figures";

const PROBE = { config: { probe: true } } as const;

const uptimeSeconds = (): number => Math.round(process.uptime() * 100) / 100;

/** The contract that every role answers, without a token. */
export function healthRoutes(app: FastifyInstance, service: Service): void {
  const { configuration, metrics, monitor } = service;
  const { name, version } = configuration.service;

  app.get("/health", PROBE, () => ({ status: "ok", service: name, version, uptimeSeconds: uptimeSeconds() }));

  app.get("/ready", PROBE, async (_request, reply) => {
    const { ready, ...body } = await readiness(service);
    return reply.code(ready ? 200 : 503).send(body);
  });

  app.get("/metrics", PROBE, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );

  app.get("/api/health/dependencies", PROBE, async () => ({ dependencies: await monitor.checkAll() }));

  app.get("/api/health/detailed", PROBE, () => detailed(app, service));

  app.all("/api/health/*", PROBE, () => Promise.reject(notFound()));
}

interface Readiness {
  readonly ready: boolean;
  readonly status: "ready" | "not_ready" | "draining";
  /** Required dependencies that did not answer. */
  readonly failing: readonly { readonly name: string; readonly error: string | null }[];
}

/** Asks every required dependency now: a client library believes in a dead connection for minutes. */
async function readiness({ monitor, draining }: Service): Promise<Readiness> {
  if (draining.value) return { ready: false, status: "draining", failing: [] };
  const failing = (await monitor.failing()).map(({ name, error }) => ({ name, error }));
  const ready = failing.length === 0;
  return { ready, status: ready ? "ready" : "not_ready", failing };
}

const openConnections = (app: FastifyInstance): Promise<number> =>
  new Promise((resolve, reject) =>
    app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );

async function detailed(app: FastifyInstance, service: Service): Promise<Record<string, unknown>> {
  const { configuration, monitor, postgres, redis, draining } = service;
  const queues = { postgres: postgres?.queueDepth ?? 0, redis: redis?.queueDepth ?? 0 };
  return {
    status: draining.value ? "draining" : "ok",
    service: configuration.service.name,
    version: configuration.service.version,
    role: configuration.service.role,
    uptimeSeconds: uptimeSeconds(),
    cpu: cpuFigures(),
    memory: await memoryFigures(),
    disk: await diskFigures(),
    network: await networkFigures(),
    activeConnections: await openConnections(app),
    requestsInFlight: (await service.metrics.requestsInFlight.get()).values[0]?.value ?? 0,
    queueDepth: queues.postgres + queues.redis,
    queues,
    dependencies: monitor.reports(),
  };
}
