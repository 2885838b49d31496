import { CONTRACT_EXAMPLES } from "../../support/constructs/contract-examples";
import { PROMISED } from "../../support/constructs/hardening";
import type { ContainerJson } from "../../support/constructs/stack-json";
import { containerOf, synthesized } from "../../support/constructs/synthesized";

const stack = synthesized(CONTRACT_EXAMPLES["haproxy"]!["HAProxy with a route"]!.declare);

const CONTAINERS: Readonly<Record<string, ContainerJson>> = {
  service: containerOf(stack, "haproxy"),
  job: containerOf(stack, "haproxy_job-install"),
  config: containerOf(stack, "docker_config"),
};

/** The promises that a container of a kind breaks. */
function brokenBy(kind: string, weakened: object): readonly string[] {
  const container = { ...CONTAINERS[kind]!, ...weakened };
  return PROMISED[kind]!.flatMap(([name, check]) => {
    try {
      check(container);
      return [];
    } catch {
      return [name];
    }
  });
}

const probe = (wanted: object) => ({ healthcheck: { ...CONTAINERS["service"]!.healthcheck!, ...wanted } });
const mount = (wanted: object) => ({
  mounts: [{ type: "bind", source: "/x", target: "/x", read_only: true, ...wanted }],
});

/** One weakened container for each promise: a promise that nothing breaks would be worth nothing. */
const WEAKENED: readonly (readonly [kind: string, promise: string, weakened: object])[] = [
  ["service", "runs as a numeric user other than root", { user: undefined }],
  ["service", "runs as a numeric user other than root", { user: "0:0" }],
  ["service", "runs as a numeric user other than root", { user: "nobody" }],
  ["service", "has a read-only root file system", { read_only: undefined }],
  ["service", "has no capability", { capabilities: { drop: ["ALL"], add: ["CAP_CHOWN"] } }],
  ["service", "has no capability", { capabilities: undefined }],
  ["service", "gains no privilege", { security_opts: [] }],
  ["service", "gains no privilege", { security_opts: ["no-new-privileges:true", "seccomp=unconfined"] }],
  ["service", "is not privileged", { privileged: true }],
  ["service", "shares no memory with others", { ipc_mode: "host" }],
  ["service", "keeps the engine's user namespace", { userns_mode: "host" }],
  ["service", "sees processes of its own component only", { pid_mode: "host" }],
  ["service", "has a memory limit", { memory: undefined, memory_swap: undefined }],
  ["service", "has no swap beyond it", { memory_swap: -1 }],
  ["service", "has a CPU limit, spelled with a decimal", { cpus: undefined }],
  ["service", "has a CPU limit, spelled with a decimal", { cpus: "1" }],
  ["service", "bounds its log", { log_opts: undefined }],
  ["service", "bounds its log", { log_driver: undefined }],
  ["service", "names its image by a version that stays", { image: "haproxy" }],
  ["service", "names its image by a version that stays", { image: "haproxy:latest" }],
  ["service", "is on networks of the platform only", { network_mode: "host" }],
  ["service", "is on networks of the platform only", { networks_advanced: undefined }],
  ["service", "is on networks of the platform only", { networks_advanced: [{ name: "bridge", aliases: [] }] }],
  [
    "service",
    "mounts nothing of the host but its secrets, to read",
    mount({ source: "/var/lib/bulwark/test/secrets/1/x", read_only: false }),
  ],
  ["service", "mounts nothing of the host but its secrets, to read", mount({ type: "volume", source: "other-data" })],
  ["service", "mounts nothing of the host but its secrets, to read", mount({ source: "/var/run/docker.sock" })],
  ["service", "says where it belongs", { labels: [] }],
  ["service", "has a generation, so that every edit lands", { labels: [] }],
  ["service", "is probed in exec form", { healthcheck: undefined }],
  ["service", "is probed in exec form", probe({ test: ["CMD-SHELL", "true"] })],
  ["service", "is probed on the loopback address only", probe({ test: ["CMD", "wget", "http://0.0.0.0:8404/"] })],
  ["service", "is probed on the loopback address only", probe({ test: ["CMD", "wget", "http://haproxy:8404/"] })],
  ["service", "is probed without a secret on the command line", probe({ test: ["CMD", "redis-cli", "-a x"] })],
  ["service", "spells the durations of its probe as the provider reads them back", probe({ interval: "60s" })],
  ["service", "is stopped with grace", { destroy_grace_seconds: undefined }],
  ["service", "is stopped with the same grace by the engine", { stop_timeout: 1 }],
  ["service", "starts again with the engine", { restart: "no" }],
  ["service", "leaves no core dump", { ulimit: [] }],
  ["service", "publishes on an address, chosen on purpose", { ports: [{ internal: 1, external: 1, protocol: "tcp" }] }],
  ["service", "writes only to folders in memory in which nothing runs", { tmpfs: { "/tmp": "rw,size=1" } }],
  ["job", "runs to its end", { attach: undefined }],
  ["job", "runs once", { restart: "always" }],
  ["job", "has a read-only root file system", { read_only: false }],
  ["job", "writes only to folders in memory in which nothing runs", { tmpfs: { "/tmp": "" } }],
  ["job", "stops the apply when it fails", { lifecycle: undefined }],
  ["job", "is stopped with grace", { destroy_grace_seconds: 0 }],
  ["job", "publishes nothing", { ports: [{ internal: 1, external: 1, protocol: "tcp" }] }],
  ["job", "leaves no core dump", { ulimit: undefined }],
  ["config", "never starts", { start: true }],
  ["config", "is never started by the engine", { restart: "always" }],
  ["config", "is on no network", { network_mode: "bridge" }],
  ["config", "carries files that nobody may change", { upload: [{ permissions: "0666" }] }],
];

describe("the contract notices", () => {
  it.each(["service", "job", "config"])("nothing about a %s container as it is", (kind) => {
    expect(brokenBy(kind, {})).toEqual([]);
  });

  it.each(WEAKENED)("that a %s container no longer %s: %j", (kind, promise, weakened) => {
    expect(brokenBy(kind, weakened)).toContain(promise);
  });

  it("each of its promises in the table above", () => {
    const promised = Object.values(PROMISED).flatMap((promises) => promises.map(([name]) => name));
    const broken = new Set(WEAKENED.map(([, promise]) => promise));
    expect([...new Set(promised)].filter((name) => !broken.has(name))).toEqual([]);
  });
});
