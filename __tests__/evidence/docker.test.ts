import { containerEvidence } from "../../evidence/docker";
import { inspected } from "./inspected";

const DEFAULTS = { seccomp: "default", noNewPrivileges: false } as const;
const evidence = (changes?: Parameters<typeof inspected>[0]) => containerEvidence(inspected(changes), DEFAULTS);

describe("evidence of a container", () => {
  it("holds all that the engine says", () => {
    expect(evidence()).toEqual({
      name: "local-hub",
      path: "platform/hub",
      kind: "service",
      state: "running",
      image: "hub:1",
      user: { uid: 1000, gid: 1000 },
      readOnlyRoot: true,
      privileged: false,
      capabilitiesDropped: ["ALL"],
      capabilitiesAdded: [],
      noNewPrivileges: true,
      seccomp: "default",
      memory: 67_108_864,
      memoryAndSwap: 67_108_864,
      cpus: 0.5,
      processes: 32,
      health: { test: ["CMD", "/busybox", "true"], intervalMs: 2000, status: "healthy" },
      restart: "unless-stopped",
      mounts: [
        { type: "volume", source: "local-hub-data", target: "/data", writable: true },
        { type: "tmpfs", source: "", target: "/tmp", writable: true },
      ],
      published: [{ address: "127.0.0.1", hostPort: 443, port: 8443, protocol: "tcp" }],
      networks: ["local-hub", "local-way-in"],
      log: { driver: "json-file", options: { "max-size": "2m", "max-file": "3" } },
    });
  });

  it.each([
    ["999:998", { uid: 999, gid: 998 }],
    ["0:0", { uid: 0, gid: 0 }],
    ["999", undefined],
    ["postgres", undefined],
    ["", undefined],
  ])("knows the user '%s' only by its numbers", (User, user) => {
    expect(evidence({ Config: { User } }).user).toEqual(user);
  });

  it.each([
    ["a quota of the docker provider", { NanoCpus: 0, CpuQuota: 25_000, CpuPeriod: 50_000 }, 0.5],
    ["a quota with the usual period", { NanoCpus: 0, CpuQuota: 25_000, CpuPeriod: 0 }, 0.25],
    ["no limit", { NanoCpus: 0, CpuQuota: 0 }, 0],
    ["nothing at all", { NanoCpus: undefined }, undefined],
  ])("reads %s as CPUs", (_what, HostConfig, cpus) => {
    expect(evidence({ HostConfig }).cpus).toBe(cpus);
  });

  it.each([
    ["null", null, 0],
    ["-1", -1, 0],
    ["a limit", 7, 7],
    ["nothing", undefined, undefined],
  ])("reads %s as process limit", (_what, PidsLimit, processes) => {
    expect(evidence({ HostConfig: { PidsLimit } }).processes).toBe(processes);
  });

  it.each([
    ["service", "running", "service"],
    ["job", "exited", "job"],
    ["config", "created", "config"],
    ["config", "running", "service"],
    ["", "created", "service"],
  ])("takes the label '%s' of a container that is %s for a %s", (label, Status, kind) => {
    expect(evidence({ Config: { Labels: { "bulwark.kind": label } }, State: { Status } }).kind).toBe(kind);
  });

  it("spells capabilities one way", () => {
    const { capabilitiesAdded, capabilitiesDropped } = evidence({
      HostConfig: { CapAdd: ["CAP_CHOWN"], CapDrop: ["all"] },
    });
    expect([capabilitiesAdded, capabilitiesDropped]).toEqual([["CHOWN"], ["ALL"]]);
  });

  it("takes a switched-off healthcheck for none", () => {
    expect(evidence({ Config: { Healthcheck: { Test: ["NONE"] } } }).health).toBeUndefined();
  });

  it("says of a container that does not run which ports it would publish, and an empty address is every one", () => {
    const HostConfig = { PortBindings: { "53/udp": [{ HostIp: "", HostPort: "5353" }] } };
    expect(evidence({ HostConfig, NetworkSettings: { Ports: {} } }).published).toEqual([
      { address: "0.0.0.0", hostPort: 5353, port: 53, protocol: "udp" },
    ]);
  });

  it("counts a privileged container as unconfined", () => {
    expect(evidence({ HostConfig: { Privileged: true } }).seccomp).toBe("unconfined");
  });
});
