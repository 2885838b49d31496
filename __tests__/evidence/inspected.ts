import type { ContainerAnswer } from "../../evidence/docker/answer";

/** What engine 20.10 answered for a container hardened by hand, cut to what is read; tests change one thing of it. */
const HARDENED = {
  Name: "/local-hub",
  Config: {
    Image: "hub:1",
    User: "1000:1000",
    Labels: { "bulwark.environment": "local", "bulwark.path": "platform/hub", "bulwark.kind": "service" },
    Healthcheck: { Test: ["CMD", "/busybox", "true"], Interval: 2_000_000_000 },
  },
  State: { Status: "running", Health: { Status: "healthy" } },
  HostConfig: {
    ReadonlyRootfs: true,
    Privileged: false,
    CapAdd: null,
    CapDrop: ["ALL"],
    SecurityOpt: ["no-new-privileges:true"],
    Memory: 67_108_864,
    MemorySwap: 67_108_864,
    NanoCpus: 500_000_000,
    PidsLimit: 32,
    RestartPolicy: { Name: "unless-stopped" },
    LogConfig: { Type: "json-file", Config: { "max-size": "2m", "max-file": "3" } },
    Tmpfs: { "/tmp": "rw,size=8m" },
  },
  Mounts: [{ Type: "volume", Name: "local-hub-data", Source: "/x/_data", Destination: "/data", RW: true }],
  NetworkSettings: {
    Ports: { "8443/tcp": [{ HostIp: "127.0.0.1", HostPort: "443" }], "9090/tcp": null },
    Networks: { "local-way-in": {}, "local-hub": {} },
  },
};

type Parts = { readonly [part in keyof typeof HARDENED]?: object | string };

/** The hardened answer with some parts changed, one level deep. */
export function inspected(changes: Parts = {}): ContainerAnswer {
  const entries = Object.entries(HARDENED).map(([part, value]) => {
    const change = changes[part as keyof Parts];
    const merged = typeof change === "object" && !Array.isArray(change) ? { ...(value as object), ...change } : change;
    return [part, merged ?? value];
  });
  return Object.fromEntries(entries) as ContainerAnswer;
}
