import type { Construct } from "constructs";
import { Platform, platformSettings } from "../../constructs/platform";
import { recorded, type RecordingTarget } from "../support/constructs/recording-target";

const platform = (settings: object): RecordingTarget =>
  recorded((scope: Construct) => new Platform(scope, "platform", platformSettings.parse(settings)));

const names = (target: RecordingTarget) => target.all.map(({ name }) => name).sort();
const layer = (settings: object = {}) => ({ image: "reference-service", port: 8080, ...settings });

describe("a platform", () => {
  it("is nothing when nothing is asked for", () => {
    expect(names(platform({}))).toEqual([]);
  });

  it("has the components that are asked for, with every default", () => {
    const asked = { postgres: {}, redis: {}, haproxy: {}, prometheus: {}, nodeExporter: {} };
    const exporters = ["node-exporter", "postgres-exporter", "redis-exporter"];
    expect(names(platform(asked))).toEqual(["haproxy", "postgres", "prometheus", "redis", ...exporters].sort());
  });

  it("has what watches and what tells, where these are asked for", () => {
    const receivers = { ops: { webhook: { urlFile: "ops.url" } } };
    const asked = { prometheus: {}, alertmanager: { receivers }, blackboxExporter: {} };
    expect(names(platform(asked))).toEqual(["alertmanager", "blackbox-exporter", "prometheus"]);
  });

  it("has an exporter for each server only where Prometheus reads it", () => {
    expect(names(platform({ postgres: {}, redis: {} }))).toEqual(["postgres", "redis"]);
    expect(names(platform({ redis: {}, prometheus: {} }))).toEqual(["prometheus", "redis", "redis-exporter"]);
  });

  it("has a layer and an external for each that is named", () => {
    const external = { ollama: { url: "http://host.docker.internal:11434" } };
    expect(names(platform({ layers: { api: layer(), worker: layer() }, external }))).toEqual([
      "api",
      "ollama",
      "worker",
    ]);
  });

  it("refuses settings that it does not know", () => {
    expect(platformSettings.safeParse({ postgers: {} }).success).toBe(false);
  });
});

describe("who uses whom", () => {
  const target = platform({
    postgres: {},
    layers: {
      api: layer({ uses: ["worker", "postgres", "ollama"] }),
      worker: layer({ uses: ["zebra"] }),
      zebra: layer(),
    },
    external: { ollama: { url: "http://host.docker.internal:11434" } },
  });

  it.each([
    ["api", ["worker", "postgres", "ollama"]],
    ["worker", ["zebra"]],
    ["zebra", []],
  ])("%s uses %j, whatever the order in the file", (user, used) => {
    expect(target.component(user).uses.map(({ name }) => name)).toEqual(used);
  });
});

it("a layer that names the pool uses it, and the pool uses Postgres", () => {
  const target = platform({ postgres: {}, pgbouncer: {}, layers: { api: layer({ uses: ["pgbouncer"] }) } });
  expect(target.component("api").uses).toEqual([target.component("pgbouncer")]);
  expect(target.component("pgbouncer").uses).toEqual([target.component("postgres")]);
});

describe("settings reach the component", () => {
  const target = platform({
    postgres: { memoryMiB: 1024, sharedBuffersMiB: 64, workMemMiB: 8, effectiveCacheSizeMiB: 700, cpus: 2 },
    redis: { memoryMiB: 256, purpose: "store" },
    haproxy: { memoryMiB: 256, httpsPort: 443 },
    prometheus: { memoryMiB: 300, retentionMiB: 100, scrapeSeconds: 5 },
    nodeExporter: { memoryMiB: 96 },
    pgbouncer: { memoryMiB: 40, maxClients: 77 },
    blackboxExporter: { memoryMiB: 41 },
    alertmanager: { memoryMiB: 42, receivers: { ops: { webhook: { urlFile: "ops.url" } } } },
    layers: {
      api: layer({
        memoryMiB: 99,
        env: { MODE: "fast" },
        health: { path: "/up" },
        metrics: { path: "/stats" },
        writablePaths: [{ path: "/tmp", sizeMiB: 4, reason: "scratch" }],
      }),
      silent: layer({ metrics: null }),
    },
  });

  it.each([
    ["postgres", 1024],
    ["redis", 256],
    ["haproxy", 256],
    ["prometheus", 300],
    ["node-exporter", 96],
    ["pgbouncer", 40],
    ["blackbox-exporter", 41],
    ["alertmanager", 42],
    ["api", 99],
  ])("the memory of %s is %d MiB", (name, mebibytes) => {
    expect(target.spec(name).resources.memory.toMebibytes()).toBe(mebibytes);
  });

  it("sizes of Postgres, in the units of its file", () => {
    const { content } = target.spec("postgres").files[0]!;
    expect(content.match(/(?<=^(shared_buffers|work_mem|effective_cache_size) = ).*/gm)).toEqual([
      "64MB",
      "8MB",
      "700MB",
    ]);
  });

  it("the port of the host", () => {
    expect(target.spec("haproxy").publishes[0]).toEqual({ hostPort: 443, port: 8443 });
  });

  it("intervals and limits of Prometheus", () => {
    const { files, command } = target.spec("prometheus");
    expect(files[0]!.content).toContain("scrape_interval: 5s");
    expect(command).toContain("--storage.tsdb.retention.size=100MB");
  });

  it("paths, variables and writable folders of a layer", () => {
    const { environment, health, temporary } = target.spec("api");
    expect(environment["MODE"]).toBe("fast");
    expect(health.command.at(-1)).toBe("http://127.0.0.1:8080/up");
    expect(temporary.map(({ path, size }) => [path, size.toMebibytes()])).toEqual([["/tmp", 4]]);
  });

  it("metrics of a layer, or none", () => {
    const { content } = target.spec("prometheus").files[0]!;
    expect(content).toContain("metrics_path: /stats");
    expect(content).not.toContain("silent");
  });
});
