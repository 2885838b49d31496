import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Service } from "./service";
import { closeService } from "./service";

const RETRY_MS = 250;
const REMIND_MS = 10_000;
const REAP_MS = 50;
const LINGER_MS = 200;

/**
 * Waits until `/ready` would answer 200. A port that opens earlier takes requests that fail: HAProxy counts a server
 * that it finds by DNS as up before its first check. Gives false when the signal came first.
 */
export async function untilReady({ monitor, lifecycle }: Service, stop: AbortSignal): Promise<boolean> {
  let reminded = performance.now();
  while (!stop.aborted) {
    const failing = await monitor.failing();
    if (failing.length === 0) return !stop.aborted;
    if (performance.now() - reminded > REMIND_MS) {
      reminded = performance.now();
      lifecycle.warn({ waitingFor: failing.map(({ name, error }) => `${name}: ${error}`) }, "still waiting");
    }
    await pause(RETRY_MS, undefined, { signal: stop }).catch(() => undefined);
  }
  return false;
}

/** Opens the port; it then stays open until the drain is over. */
export async function open(app: FastifyInstance, { configuration }: Service): Promise<void> {
  await app.listen({ host: configuration.address, port: configuration.port });
}

/**
 * `/ready` turns 503 and answers say `Connection: close`; requests are served on for the drain time; then the port
 * closes and requests in flight finish, or are cut when they take too long.
 */
export async function drain(app: FastifyInstance, service: Service): Promise<void> {
  const { configuration, draining, lifecycle } = service;
  draining.value = true;
  lifecycle.info({ drainMs: configuration.drainMs }, "draining");
  await pause(configuration.drainMs);
  const cut = setTimeout(() => {
    lifecycle.warn("requests in flight took too long and are cut");
    app.server.closeAllConnections();
  }, configuration.finishMs);
  // A connection whose last answer began before the drain is idle afterwards, and would hold the server open.
  const reap = setInterval(() => app.server.closeIdleConnections(), REAP_MS);
  await app.close();
  clearTimeout(cut);
  clearInterval(reap);
  // With the process goes its network: who has connected just now is told only while it is there.
  await Promise.all([closeService(service), pause(LINGER_MS)]);
  lifecycle.info("stopped");
}
