import type Docker from "dockerode";
import type { ContainerAnswer } from "./docker/answer";
import { isNoNewPrivileges, type DaemonDefaults, daemonDefaults, seccompOf } from "./docker/security-options";

/** `config` holds configuration on its way into volumes and never runs. */
export type ContainerKind = "service" | "job" | "config";

export interface UserAndGroup {
  readonly uid: number;
  readonly gid: number;
}

export interface MountEvidence {
  readonly type: string;
  readonly source: string;
  readonly target: string;
  readonly writable: boolean;
}

export interface PublishedEvidence {
  readonly address: string;
  readonly hostPort: number;
  readonly port: number;
  readonly protocol: string;
}

export interface HealthEvidence {
  readonly test: readonly string[];
  readonly intervalMs: number;
  /** `starting`, `healthy`, `unhealthy`; undefined while it does not run. */
  readonly status: string | undefined;
}

/** What the engine says of one container. Undefined always means: it does not say, which is not a pass. */
export interface ContainerEvidence {
  readonly name: string;
  readonly path: string | undefined;
  readonly kind: ContainerKind;
  readonly state: string;
  readonly image: string;
  /** Known only when both are numbers: what a name means, only the image knows. */
  readonly user: UserAndGroup | undefined;
  readonly readOnlyRoot: boolean | undefined;
  readonly privileged: boolean | undefined;
  /** Without the prefix `CAP_`. */
  readonly capabilitiesDropped: readonly string[];
  readonly capabilitiesAdded: readonly string[];
  readonly noNewPrivileges: boolean;
  readonly seccomp: "default" | "custom" | "unconfined" | undefined;
  /** In bytes; 0 is no limit. */
  readonly memory: number | undefined;
  readonly memoryAndSwap: number | undefined;
  /** 0 is no limit. */
  readonly cpus: number | undefined;
  /** 0 is no limit. */
  readonly processes: number | undefined;
  readonly health: HealthEvidence | undefined;
  readonly restart: string | undefined;
  readonly mounts: readonly MountEvidence[];
  readonly published: readonly PublishedEvidence[];
  readonly networks: readonly string[];
  readonly log: { readonly driver: string; readonly options: Readonly<Record<string, string>> } | undefined;
}

export interface DockerEvidence {
  readonly source: "docker inspect";
  readonly readAt: string;
  readonly containers: readonly ContainerEvidence[];
}

/** Inspects all containers of an environment, those included that have ended. */
export async function inspectEnvironment(docker: Docker, environment: string): Promise<DockerEvidence> {
  const filters = { label: [`bulwark.environment=${environment}`] };
  const listed = await docker.listContainers({ all: true, filters });
  const { SecurityOptions } = (await docker.info()) as { readonly SecurityOptions?: readonly string[] };
  const inspected = await Promise.all(listed.map(({ Id }) => docker.getContainer(Id).inspect()));
  const defaults = daemonDefaults(SecurityOptions ?? []);
  const containers = inspected.map((container) => containerEvidence(container as ContainerAnswer, defaults));
  return {
    source: "docker inspect",
    readAt: new Date().toISOString(),
    containers: containers.sort((a, b) => a.name.localeCompare(b.name)),
  };
}

/** Pure, so that the answers of several engine versions can be tried on it. */
export function containerEvidence(answer: ContainerAnswer, defaults: DaemonDefaults): ContainerEvidence {
  const { Config, HostConfig, State } = answer;
  return {
    name: answer.Name.replace(/^\//, ""),
    path: Config.Labels?.["bulwark.path"],
    kind: kindOf(Config.Labels?.["bulwark.kind"], State.Status),
    state: State.Status,
    image: Config.Image,
    ...privilegesOf(answer, defaults),
    memory: HostConfig.Memory,
    memoryAndSwap: HostConfig.MemorySwap,
    cpus: cpusOf(HostConfig),
    processes: processesOf(HostConfig),
    health: healthOf(answer),
    restart: HostConfig.RestartPolicy?.Name,
    mounts: mountsOf(answer),
    published: publishedBy(answer),
    networks: Object.keys(answer.NetworkSettings.Networks ?? {}).sort(),
    log: HostConfig.LogConfig && { driver: HostConfig.LogConfig.Type, options: HostConfig.LogConfig.Config ?? {} },
  };
}

function privilegesOf({ Config, HostConfig }: ContainerAnswer, defaults: DaemonDefaults) {
  const options = HostConfig.SecurityOpt ?? [];
  return {
    user: userOf(Config.User ?? ""),
    readOnlyRoot: HostConfig.ReadonlyRootfs,
    privileged: HostConfig.Privileged,
    capabilitiesDropped: capabilities(HostConfig.CapDrop),
    capabilitiesAdded: capabilities(HostConfig.CapAdd),
    noNewPrivileges: isNoNewPrivileges(options, defaults),
    seccomp: HostConfig.Privileged ? ("unconfined" as const) : seccompOf(options, defaults),
  };
}

/** The label is believed only where the engine does not say otherwise: what has run is no `config`. */
function kindOf(label: string | undefined, status: string): ContainerKind {
  if (label === "config" && status === "created") return "config";
  return label === "job" ? "job" : "service";
}

/** `999:999`; without a group it depends on the image, and "" is the root user. */
function userOf(user: string): UserAndGroup | undefined {
  const [, uid, gid] = /^(\d+):(\d+)$/.exec(user) ?? [];
  return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

const capabilities = (names: readonly string[] | null | undefined) =>
  (names ?? []).map((name) => name.toUpperCase().replace(/^CAP_/, "")).sort();

/** A quota limits as NanoCpus does; which of the two is set depends on the client. The engine's usual period is 100 ms. */
function cpusOf({ NanoCpus, CpuQuota = 0, CpuPeriod = 0 }: ContainerAnswer["HostConfig"]): number | undefined {
  if (NanoCpus) return NanoCpus / 1e9;
  return CpuQuota > 0 ? CpuQuota / (CpuPeriod === 0 ? 100_000 : CpuPeriod) : NanoCpus;
}

/** The engine answers null for "never set", and both 0 and -1 for "no limit". */
function processesOf({ PidsLimit }: ContainerAnswer["HostConfig"]): number | undefined {
  return PidsLimit === undefined ? undefined : Math.max(PidsLimit ?? 0, 0);
}

/** An interval of 0 is the engine's own of 30 s. */
function healthOf({ Config, State }: ContainerAnswer): HealthEvidence | undefined {
  const test = Config.Healthcheck?.Test ?? [];
  if (test.length === 0 || test[0] === "NONE") return undefined;
  const interval = Config.Healthcheck?.Interval ?? 0;
  return { test, intervalMs: interval === 0 ? 30_000 : interval / 1e6, status: State.Health?.Status };
}

function mountsOf({ Mounts, HostConfig }: ContainerAnswer): readonly MountEvidence[] {
  const mounts = (Mounts ?? []).map(({ Type, Name, Source, Destination, RW }) => ({
    type: Type ?? "unknown",
    source: Name ?? Source,
    target: Destination,
    writable: RW,
  }));
  const memory = Object.entries(HostConfig.Tmpfs ?? {}).map(([target, options]) => ({
    type: "tmpfs",
    source: "",
    target,
    writable: !options.split(",").includes("ro"),
  }));
  return [...mounts, ...memory].sort((a, b) => a.target.localeCompare(b.target));
}

/** While a container does not run, only its wish is known. An empty address is every one. */
function publishedBy({ NetworkSettings, HostConfig }: ContainerAnswer): readonly PublishedEvidence[] {
  const bound = NetworkSettings.Ports ?? {};
  const ports = Object.values(bound).some((bindings) => bindings) ? bound : (HostConfig.PortBindings ?? {});
  return Object.entries(ports).flatMap(([key, bindings]) => {
    const [port, protocol = "tcp"] = key.split("/");
    return (bindings ?? []).map(({ HostIp = "", HostPort }) => ({
      address: HostIp === "" ? "0.0.0.0" : HostIp,
      hostPort: Number(HostPort),
      port: Number(port),
      protocol,
    }));
  });
}
