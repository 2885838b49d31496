import { Memory } from "../../../../constructs/core";
import { hostBasedAuthentication, serverConfiguration } from "../../../../constructs/components/postgres/configuration";

const configuration = serverConfiguration({
  maxConnections: 100,
  sharedBuffers: Memory.mebibytes(128),
  workMemory: Memory.mebibytes(4),
  maintenanceMemory: Memory.mebibytes(32),
  effectiveCacheSize: Memory.gibibytes(4),
});

describe("postgresql.conf", () => {
  it.each([
    ["max_connections", "100"],
    ["shared_buffers", "128MB"],
    ["work_mem", "4MB"],
    ["maintenance_work_mem", "32MB"],
    ["effective_cache_size", "4096MB"],
    ["password_encryption", "'scram-sha-256'"],
    ["hba_file", "'/config/pg_hba.conf'"],
    ["logging_collector", "off"],
  ])("sets %s to %s", (name, value) => {
    expect(configuration.split("\n")).toContain(`${name} = ${value}`);
  });
});

describe("pg_hba.conf", () => {
  const rules = hostBasedAuthentication("shop")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split(/\s+/).join(" "));

  it("lets the superuser in by the socket and its own uid only", () => {
    expect(rules.filter((rule) => rule.includes("postgres"))).toEqual([
      "local all postgres peer",
      "host all postgres all reject",
    ]);
  });

  it("lets layers into the one database, by SCRAM", () => {
    expect(rules).toContain("host shop +bulwark_layers all scram-sha-256");
  });

  it("trusts nobody and takes no older method", () => {
    expect(rules.map((rule) => rule.split(" ").at(-1))).toEqual([
      "peer",
      "reject",
      "reject",
      "scram-sha-256",
      "reject",
    ]);
  });
});
