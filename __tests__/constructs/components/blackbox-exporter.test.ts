import { parse } from "yaml";
import { BlackboxExporter, blackboxExporterSettings } from "../../../constructs/components/blackbox-exporter";
import { External } from "../../../constructs/components/external";
import { HAProxy } from "../../../constructs/components/haproxy";
import { Prometheus } from "../../../constructs/components/prometheus";
import { JobPhase, Memory } from "../../../constructs/core";
import { fileOf, jobOf, recorded, specOf } from "../../support/constructs/recording-target";

const target = recorded((scope) => {
  new External(scope, "ollama", { url: "http://host.docker.internal:11434/", healthPath: "/api/version" });
  new HAProxy(scope, "haproxy");
  new BlackboxExporter(scope, "blackbox-exporter");
  new Prometheus(scope, "prometheus");
});
const spec = target.spec("blackbox-exporter");
const names = (component: string) =>
  target
    .component(component)
    .peers(target.context.relations)
    .map(({ name }) => name);

interface Configuration {
  readonly scrape_configs: readonly { readonly job_name: string; readonly static_configs?: readonly object[] }[];
}

describe("the blackbox exporter", () => {
  it("asks every external endpoint on its health path, and the way in for its certificate", () => {
    const { scrape_configs: jobs } = parse(fileOf(target.spec("prometheus"), "prometheus.yml")) as Configuration;
    expect(jobs.find(({ job_name }) => job_name === "blackbox-exporter-probes")?.static_configs).toEqual([
      {
        targets: ["http://host.docker.internal:11434/api/version"],
        labels: { endpoint: "ollama", __param_module: "http" },
      },
      { targets: ["haproxy.blackbox-exporter:8443"], labels: { endpoint: "haproxy", __param_module: "tls" } },
    ]);
  });

  it("knows each way of asking that is asked for", () => {
    const { modules } = parse(fileOf(spec, "blackbox.yml")) as { readonly modules: object };
    expect(Object.keys(modules)).toEqual(["http", "tls"]);
  });

  it("goes to externals, and the way in comes to it: no layer shares a network with what can be sent anywhere", () => {
    expect(names("blackbox-exporter")).toEqual(["ollama"]);
    expect(names("haproxy")).toEqual(["blackbox-exporter"]);
    expect(target.component("blackbox-exporter").network).toBe("monitoring");
  });

  it("says of each external that it reaches out", () => {
    expect(spec.exceptions.map(({ protection, detail }) => `${protection} ${detail}`)).toEqual(["egress ollama"]);
  });

  it("has its file checked before anything is changed", () => {
    const { phase, command, files } = jobOf(spec, "check");
    expect(phase).toBe(JobPhase.CHECK);
    expect(command).toContain("--config.check");
    expect(files).toEqual(spec.files);
  });

  it("is no job of Prometheus where there is nothing to ask", () => {
    const alone = recorded((scope) => {
      new BlackboxExporter(scope, "blackbox-exporter");
      new Prometheus(scope, "prometheus");
    });
    expect(fileOf(alone.spec("prometheus"), "prometheus.yml")).not.toContain("/probe");
  });

  it("states the same defaults in its settings and its props", () => {
    const memory = Memory.mebibytes(blackboxExporterSettings.parse({}).memoryMiB);
    const plain = specOf((scope) => new BlackboxExporter(scope, "blackbox-exporter"));
    expect(specOf((scope) => new BlackboxExporter(scope, "blackbox-exporter", { memory }))).toEqual(plain);
  });
});
