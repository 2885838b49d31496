import { parse } from "yaml";
import { HAProxy } from "../../../constructs/components/haproxy";
import { NodeExporter } from "../../../constructs/components/node-exporter";
import { Prometheus, prometheusSettings, type PrometheusProps } from "../../../constructs/components/prometheus";
import { Redis } from "../../../constructs/components/redis";
import { ServiceLayer } from "../../../constructs/components/service-layer";
import { Duration, JobPhase, Lifecycle, Memory, RouteAuth, type Spec } from "../../../constructs/core";
import { OWN_IMAGE } from "../../support/constructs/images";
import { fileOf, jobOf, recorded, specOf } from "../../support/constructs/recording-target";
import type { Construct } from "constructs";

const prometheus = (props: PrometheusProps = {}) => specOf((scope) => new Prometheus(scope, "prometheus", props));

/** One of each kind that Prometheus meets. */
function declareOthers(scope: Construct): void {
  new Redis(scope, "redis");
  new HAProxy(scope, "haproxy");
  new NodeExporter(scope, "node-exporter");
  new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, replicas: 3 });
  new ServiceLayer(scope, "legacy", { image: OWN_IMAGE, port: 8081, metricsPath: null });
  new ServiceLayer(scope, "odd", { image: OWN_IMAGE, port: 8082, metricsPath: "/stats" });
}

const scraping = recorded((scope) => {
  new Prometheus(scope, "prometheus");
  declareOthers(scope);
});

interface Scrape {
  readonly job_name: string;
  readonly metrics_path: string;
}

const scrapesOf = (spec: Spec) =>
  (parse(fileOf(spec, "prometheus.yml")) as { scrape_configs: readonly Scrape[] }).scrape_configs;
const scrapeOf = (spec: Spec, name: string) => scrapesOf(spec).find(({ job_name }) => job_name === name);

describe("the targets of Prometheus", () => {
  const spec = scraping.spec("prometheus");

  it("are all that has metrics, and nothing else", () => {
    expect(scrapesOf(spec).map(({ job_name }) => job_name)).toEqual([
      "api",
      "haproxy",
      "node-exporter",
      "odd",
      "prometheus",
    ]);
  });

  it("are one per replica, since a name resolves to all of them", () => {
    expect(scrapeOf(spec, "api")).toEqual({
      job_name: "api",
      metrics_path: "/metrics",
      dns_sd_configs: [{ names: ["api"], type: "A", port: 8080, refresh_interval: "10s" }],
    });
  });

  it("are asked on the path that each of them says", () => {
    expect(scrapeOf(spec, "odd")?.metrics_path).toBe("/stats");
  });

  it("include itself, on the loopback address, since its own name may not resolve", () => {
    expect(scrapeOf(spec, "prometheus")).toEqual({
      job_name: "prometheus",
      metrics_path: "/metrics",
      static_configs: [{ targets: ["127.0.0.1:9090"] }],
    });
  });

  it("are on networks that it joins", () => {
    const { relations } = scraping.context;
    const peers = scraping.component("prometheus").peers(relations);
    expect(peers.map(({ network }) => network)).toEqual(["api", "haproxy", "monitoring", "odd"]);
  });

  it("are the same whatever the order of declaration", () => {
    const last = recorded((scope) => {
      declareOthers(scope);
      new Prometheus(scope, "prometheus");
    });
    expect(last.spec("prometheus")).toEqual(spec);
  });
});

describe("Prometheus", () => {
  it("keeps its data, on one server at a time", () => {
    expect(prometheus().lifecycle).toBe(Lifecycle.EXCLUSIVE);
    expect(prometheus().volumes).toEqual([
      { name: "data", content: "data", path: "/prometheus", size: Memory.gibibytes(2) },
    ]);
  });

  it("bounds its data by time and by size", () => {
    const { command } = prometheus({ retentionDays: 7, retentionSize: Memory.gibibytes(2) });
    expect(command).toEqual(
      expect.arrayContaining(["--storage.tsdb.retention.time=7d", "--storage.tsdb.retention.size=2048MB"]),
    );
  });

  it("reserves more than its data may take: the log of what it just read comes on top", () => {
    const sizeOf = (mebibytes: number) =>
      prometheus({ retentionSize: Memory.mebibytes(mebibytes) }).volumes[0]!.size!.toMebibytes();
    expect([2048, 65].map(sizeOf)).toEqual([3584, 610]);
  });

  it("asks as often as it is told", () => {
    const spec = prometheus({ scrapeInterval: Duration.seconds(90) });
    expect(parse(fileOf(spec, "prometheus.yml"))).toMatchObject({ global: { scrape_interval: "1m30s" } });
  });

  it.each(["/prometheus", "/prometheus/"])("answers below its route %s, health and metrics included", (path) => {
    const spec = prometheus({ route: { path, auth: RouteAuth.PASSWORD } });
    expect(spec.command).toContain("--web.route-prefix=/prometheus/");
    expect(spec.health.command.at(-1)).toBe("http://127.0.0.1:9090/prometheus/-/ready");
    expect(scrapeOf(spec, "prometheus")?.metrics_path).toBe("/prometheus/metrics");
  });

  it("joins the way in's network only when it has a route", () => {
    const target = recorded((scope) => {
      const route = { path: "/prometheus", auth: RouteAuth.PASSWORD };
      new Prometheus(scope, "prometheus", { route });
      new HAProxy(scope, "haproxy");
    });
    expect(target.component("prometheus").peers(target.context.relations)).toContain(target.component("haproxy"));
  });
});

it("states the same defaults in its settings and its props", () => {
  const { memoryMiB, retentionMiB, scrapeSeconds, ...settings } = prometheusSettings.parse({});
  const props = {
    ...settings,
    memory: Memory.mebibytes(memoryMiB),
    retentionSize: Memory.mebibytes(retentionMiB),
    scrapeInterval: Duration.seconds(scrapeSeconds),
  };
  expect(prometheus(props)).toEqual(prometheus());
});

it("has its configuration checked before the server that runs is stopped for it", () => {
  const { phase, command, files } = jobOf(scraping.spec("prometheus"), "check");
  expect(phase).toBe(JobPhase.CHECK);
  expect(command).toEqual(["promtool", "check", "config", "/config/prometheus.yml"]);
  expect(files).toEqual(scraping.spec("prometheus").files);
});
