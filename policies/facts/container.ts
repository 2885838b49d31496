import type { Fact } from "./fact";
import type { Subject } from "./subject";

/** Who a process is: numbers, or names that only the image can resolve. */
export interface User {
  /** `0` of root, by whatever name; undefined for a name that only the image knows. */
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** As it was written. */
  readonly text: string;
}

export interface Capabilities {
  /** Upper case without `CAP_`; `ALL` is all. */
  readonly drop: ReadonlySet<string>;
  readonly add: ReadonlySet<string>;
}

/** What a security module does: the runtime's own profile, none at all, or a profile that was named. */
export type Confinement = "default" | "unconfined" | "profile";

export type MountKind = "bind" | "volume" | "tmpfs" | "config";

export interface Mount {
  readonly kind: MountKind;
  /** A path of the host, normalized, for a bind; a name for a volume; empty for an anonymous one. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Of a bind: `rshared`, `rslave` …; undefined for the default, which is private. */
  readonly propagation?: string;
  /** Of a tmpfs. */
  readonly tmpfs?: TmpfsOptions;
}

export interface TmpfsOptions {
  /** Undefined without a bound of its own. */
  readonly sizeBytes: number | undefined;
  /** Of `exec`, `suid` and `dev`, those that are allowed. */
  readonly allowed: readonly ("exec" | "suid" | "dev")[];
}

/** A port that others than the container's own networks reach. */
export interface Exposure {
  /** `0.0.0.0` for all addresses, by whatever spelling. */
  readonly address: string;
  readonly hostPort: number | undefined;
  readonly port: number;
}

export type HostNamespace = "network" | "pid" | "ipc" | "uts" | "user" | "cgroup";

/** A namespace of another container that is joined. */
export interface SharedNamespace {
  readonly namespace: HostNamespace;
  /** The container, or the service, as it was written. */
  readonly of: string;
}

export interface Health {
  /** `none` when it is switched off. */
  readonly form: "exec" | "shell" | "http" | "tcp" | "grpc" | "none";
  /** Of `http` the path, of `http`, `tcp` and `grpc` the port first. */
  readonly command: readonly string[];
  readonly intervalSeconds: number | undefined;
  readonly timeoutSeconds: number | undefined;
  /** How often in a row it must fail to count, where that is said. */
  readonly failures?: number;
}

export interface Restart {
  readonly policy: "no" | "on-failure" | "unless-stopped" | "always";
  /** Of `on-failure`; undefined for without end. */
  readonly retries: number | undefined;
}

export interface Attachment {
  /** The network's name; `bridge` is the engine's default one. */
  readonly network: string;
  /** By what others on it find the container, besides its own name. */
  readonly aliases: readonly string[];
}

export interface ImageReference {
  readonly text: string;
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** A file that travels with the declaration. */
export interface Upload {
  readonly target: string;
  readonly text: string;
}

/** What a container is, whatever says it. */
export interface ContainerFacts extends Subject {
  readonly kind: "container";
  /** A service stays, a task runs to its end, and what is inert never runs. */
  readonly lifetime: "service" | "task" | "inert";
  /** What its replicas have in common: the component, the compose service, the workload. */
  readonly replicaOf: string;
  readonly user: Fact<User>;
  /** Beyond the user's own, by number or name. */
  readonly groups: Fact<readonly string[]>;
  readonly privileged: Fact<boolean>;
  readonly capabilities: Fact<Capabilities>;
  readonly noNewPrivileges: Fact<boolean>;
  readonly seccomp: Fact<Confinement>;
  readonly appArmor: Fact<Confinement>;
  readonly seLinux: Fact<Confinement>;
  /** Whether the parts of `/proc` and `/sys` that the engine hides are hidden. */
  readonly kernelPathsHidden: Fact<boolean>;
  readonly rootReadOnly: Fact<boolean>;
  readonly memoryBytes: Fact<number | "unlimited">;
  /** Memory and swap together. */
  readonly memoryAndSwapBytes: Fact<number | "unlimited">;
  readonly cpus: Fact<number | "unlimited">;
  /** `slice`: a control group above it has the limit. */
  readonly processes: Fact<number | "unlimited" | "slice">;
  /** Whether it can serve: Docker's check, Kubernetes's readiness. */
  readonly health: Fact<Health>;
  /** Whether it should be started again: Kubernetes's liveness. */
  readonly liveness: Fact<Health>;
  readonly restart: Fact<Restart>;
  /** What it gets between the signal to end and the one that kills. 0 kills at once. */
  readonly stopGraceSeconds: Fact<number>;
  /** What it says that it needs to end. */
  readonly stopNeedSeconds: Fact<number>;
  readonly mounts: Fact<readonly Mount[]>;
  /** Devices of the host, by path; rules of the device control group and requests for GPUs as they are written. */
  readonly devices: Fact<readonly string[]>;
  /** The OCI runtime; empty for the engine's own choice. */
  readonly runtime: Fact<string>;
  readonly sysctls: Fact<ReadonlyMap<string, string>>;
  readonly exposures: Fact<readonly Exposure[]>;
  readonly hostNamespaces: Fact<ReadonlySet<HostNamespace>>;
  readonly sharedNamespaces: Fact<readonly SharedNamespace[]>;
  readonly networks: Fact<readonly Attachment[]>;
  readonly environment: Fact<ReadonlyMap<string, string>>;
  readonly command: Fact<readonly string[]>;
  readonly labels: Fact<ReadonlyMap<string, string>>;
  readonly uploads: Fact<readonly Upload[]>;
  readonly image: Fact<ImageReference>;
  readonly logLimit: Fact<boolean>;
  readonly logOptions: Fact<ReadonlyMap<string, string>>;
  /** Whether it keeps what cannot be made again: a mount lies where its image keeps data. */
  readonly stateful: Fact<boolean>;
  /** Facts whose later edits would be ignored. */
  readonly ignoredChanges: Fact<readonly (keyof ContainerFacts)[]>;
}
