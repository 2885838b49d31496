import { NodeExporter, nodeExporterSettings } from "../../../constructs/components/node-exporter";
import { Memory } from "../../../constructs/core";
import { specOf } from "../../support/constructs/recording-target";

const spec = specOf((scope) => new NodeExporter(scope, "node-exporter"));

describe("the node exporter", () => {
  it("mounts nothing of the host, and weakens nothing", () => {
    expect(spec.volumes).toEqual([]);
    expect(spec.exceptions).toEqual([]);
  });

  it("runs the collectors that need no more, and says which", () => {
    expect(spec.command).toContain("--collector.disable-defaults");
    expect(spec.command).not.toContain("--collector.netdev");
  });

  it("sees the engine's file system by a file that the engine brings, and no other mount", () => {
    const flag = "--collector.filesystem.mount-points-exclude=";
    const excluded = new RegExp(spec.command.find((one) => one.startsWith(flag))!.slice(flag.length));
    const mounts = [
      "/",
      "/dev/shm",
      "/proc",
      "/sys",
      "/tmp",
      "/config",
      "/etc/hosts",
      "/etc/resolv.conf",
      "/etc/hostname",
    ];
    expect(mounts.filter((mount) => !excluded.test(mount))).toEqual(["/etc/hostname"]);
  });

  it("may have enough threads not to look crashed", () => {
    expect(spec.resources.processes).toBeGreaterThan(6);
  });

  it("shares the network of the monitoring components", () => {
    let network: string | undefined;
    specOf((scope) => {
      const exporter = new NodeExporter(scope, "node-exporter");
      network = exporter.network;
      return exporter;
    });
    expect(network).toBe("monitoring");
  });

  it("states the same defaults in its settings and its props", () => {
    const memory = Memory.mebibytes(nodeExporterSettings.parse({}).memoryMiB);
    expect(specOf((scope) => new NodeExporter(scope, "node-exporter", { memory }))).toEqual(spec);
  });
});
