import type { Construct } from "constructs";
import { Platform, platformSettings, type PlatformSettings } from "../../../constructs/platform";
import type { StackJson } from "./stack-json";
import { synthesized } from "./synthesized";

/** Every component, every kind of relation, and layers that use layers. */
export const EVERYTHING: PlatformSettings = platformSettings.parse({
  postgres: { memoryMiB: 512 },
  pgbouncer: {},
  redis: { purpose: "store" },
  haproxy: {},
  prometheus: { route: {} },
  alertmanager: { receivers: { ops: { webhook: { urlFile: "ops.url" } } } },
  blackboxExporter: {},
  nodeExporter: {},
  layers: {
    gateway: { image: "reference-service", port: 8009, replicas: 2, uses: ["items"], route: { path: "/api" } },
    hub: { image: "reference-service", port: 8012, registry: true, route: { path: "/v1/services", auth: "none" } },
    items: {
      image: "reference-service",
      port: 8001,
      replicas: 2,
      uses: ["postgres", "redis", "ollama"],
      jobs: {
        migrate: { command: ["node", "migrate.js"], before: "roll" },
        report: { command: ["node", "report.js"], schedule: { daily: "03:00" } },
      },
    },
    worker: {
      image: "reference-service",
      port: 8002,
      uses: ["items", "redis", "pgbouncer"],
      metrics: null,
      writablePaths: [{ path: "/tmp/work", sizeMiB: 16, reason: "unpacks archives" }],
    },
  },
  external: { ollama: { url: "http://host.docker.internal:11434", health: "/api/version" } },
});

export const declareEverything = (scope: Construct): Platform => new Platform(scope, "platform", EVERYTHING);

let everything: StackJson | undefined;

/** Made once for a test file. */
export const everythingSynthesized = (): StackJson => (everything ??= synthesized(declareEverything));
