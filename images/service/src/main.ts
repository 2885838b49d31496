import type { Logger } from "pino";
import { loadConfiguration } from "./configuration/load";
import type { Configuration } from "./configuration/configuration";
import { ConfigurationError } from "./errors";
import { createLog, lifecycleLog } from "./telemetry/log";

/** Aborted by the first SIGTERM or SIGINT; as process 1 of a container nothing else would end the process. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => controller.abort(signal));
  return controller.signal;
}

const stopped = (stop: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    stop.aborted ? resolve() : stop.addEventListener("abort", () => resolve(), { once: true }),
  );

async function run(configuration: Configuration, log: Logger, stop: AbortSignal): Promise<void> {
  const lifecycle = lifecycleLog(log);
  const { createService, closeService } = await import("./service.js");
  const { untilReady, open, drain } = await import("./lifecycle.js");
  const service = await createService(configuration, log, lifecycle);
  if (!(await untilReady(service, stop))) return closeService(service);
  const { createServer } = await import("./server/server.js");
  const app = await createServer(service);
  await open(app, service);
  service.monitor.start();
  await stopped(stop);
  await drain(app, service);
}

/** Every end that is not wanted is a JSON line too. Wrong settings are reported all at once, one line each; none of them shows a secret. */
function report(error: unknown): void {
  const log = lifecycleLog(createLog({ level: "info", name: process.env["SERVICE_NAME"] ?? "", version: "" }));
  if (!(error instanceof ConfigurationError))
    return log.fatal({ error }, `the service failed: ${(error as Error).message}`);
  for (const { variable, message } of error.problems) log.fatal({ variable }, message);
}

function fail(error: unknown): never {
  report(error);
  process.exit(1);
}

async function main(): Promise<void> {
  process.on("uncaughtException", fail);
  const stop = stopSignal();
  const configuration = loadConfiguration(process.env);
  const { service, logLevel: level } = configuration;
  await run(configuration, createLog({ level, ...service }), stop);
}

main().then(() => process.exit(0), fail);
