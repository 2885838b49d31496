import type { FastifyInstance } from "fastify";
import { WatchedFile } from "../configuration/watched-file";
import type { Service } from "../service";
import { Poller } from "./poller";
import type { RegistryEntry } from "./registry";
import { parseRegistry } from "./registry";

/** The registry, read again when the file changes. A file that becomes unusable changes nothing. */
function watchRegistry({ configuration, lifecycle }: Service): WatchedFile<readonly RegistryEntry[]> {
  return new WatchedFile<readonly RegistryEntry[]>({
    path: configuration.registryFile ?? "",
    parse: parseRegistry,
    onChange: (problem) =>
      problem
        ? lifecycle.error({ reason: problem.message }, "the registry cannot be read; the last one is used")
        : lifecycle.info("the registry was read again"),
  });
}

function listed(entry: RegistryEntry, poller: Poller): Record<string, unknown> {
  const { service, layer, url: endpoint, healthPath, external } = entry;
  const unseen = { state: "down", latencyMs: null, checkedAt: null, error: "not checked yet" };
  return { service, layer, endpoint, healthPath, external, ...(poller.stateOf(entry) ?? unseen) };
}

/** Lists every service of every layer with live state. Resolves after the first round of checks. */
export async function hubRoutes(app: FastifyInstance, service: Service): Promise<void> {
  const { configuration, metrics } = service;
  const registry = watchRegistry(service);
  const publish = (): void => {
    metrics.serviceUp.reset();
    for (const entry of registry.value) {
      const up = poller.stateOf(entry)?.state === "up";
      metrics.serviceUp.set({ service: entry.service, layer: entry.layer }, up ? 1 : 0);
    }
  };
  const poller = new Poller({
    timeoutMs: configuration.dependencyTimeoutMs,
    intervalMs: configuration.hubIntervalMs,
    entries: () => registry.value,
    onRound: publish,
  });

  app.get("/v1/services", () => {
    const services = registry.value.map((entry) => listed(entry, poller));
    return { count: services.length, up: services.filter(({ state }) => state === "up").length, services };
  });

  app.addHook("onClose", (_app, done) => {
    poller.stop();
    registry.stop();
    done();
  });
  registry.watch();
  await poller.start();
}
