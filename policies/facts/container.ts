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

export type Seccomp = "default" | "unconfined" | "profile";

export type MountKind = "bind" | "volume" | "tmpfs" | "config";

export interface Mount {
  readonly kind: MountKind;
  /** A path of the host, normalized, for a bind; a name for a volume; empty for an anonymous one. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** A port that others than the container's own networks reach. */
export interface Exposure {
  /** `0.0.0.0` for all addresses, by whatever spelling. */
  readonly address: string;
  readonly hostPort: number | undefined;
  readonly port: number;
}

export type HostNamespace = "network" | "pid" | "ipc" | "uts" | "user";

export interface Health {
  /** `none` when it is switched off. */
  readonly form: "exec" | "shell" | "http" | "tcp" | "none";
  readonly command: readonly string[];
  readonly intervalSeconds: number | undefined;
  readonly timeoutSeconds: number | undefined;
}

export interface ImageReference {
  readonly text: string;
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** What a container is, whatever says it. */
export interface ContainerFacts extends Subject {
  readonly kind: "container";
  readonly user: Fact<User>;
  readonly privileged: Fact<boolean>;
  readonly capabilities: Fact<Capabilities>;
  readonly noNewPrivileges: Fact<boolean>;
  readonly seccomp: Fact<Seccomp>;
  readonly rootReadOnly: Fact<boolean>;
  readonly memoryBytes: Fact<number | "unlimited">;
  /** Memory and swap together. */
  readonly memoryAndSwapBytes: Fact<number | "unlimited">;
  readonly cpus: Fact<number | "unlimited">;
  readonly processes: Fact<number | "unlimited">;
  readonly health: Fact<Health>;
  readonly mounts: Fact<readonly Mount[]>;
  readonly exposures: Fact<readonly Exposure[]>;
  readonly hostNamespaces: Fact<ReadonlySet<HostNamespace>>;
  readonly networks: Fact<readonly string[]>;
  readonly environment: Fact<ReadonlyMap<string, string>>;
  readonly command: Fact<readonly string[]>;
  readonly image: Fact<ImageReference>;
  readonly logLimit: Fact<boolean>;
}
