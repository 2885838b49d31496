import type { Duration } from "./duration";
import type { Image } from "./image";
import type { Memory } from "./memory";
import type { Schedule } from "./schedule";
import type { SecretMount } from "./secret-ref";

/** What happens to the old container while a new generation starts. */
export enum Lifecycle {
  /** Stateless and unpublished: the new one is healthy before the old one drains. */
  ROLLING = "rolling",
  /** Publishes a port or keeps derived data: stop, then start. */
  EXCLUSIVE = "exclusive",
  /** Losing its volume loses data: stop with grace, start on the same volume. */
  STATEFUL = "stateful",
}

/** A non-secret file, mounted read-only at `/config/<name>`. */
export interface ConfigFile {
  readonly name: string;
  readonly content: string;
}

export enum VolumeContent {
  /** Outlives everything but `down --volumes`. */
  DATA = "data",
  /** Made anew whenever it is missing: sockets, installed configuration. */
  SHARED = "shared",
}

/** A named volume. */
export interface VolumeMount {
  /** Distinguishes the volumes of one component: `data`, `socket`, `live`. */
  readonly name: string;
  readonly content: VolumeContent;
  readonly path: string;
  readonly readOnly?: boolean;
  /** What is reserved for it, where a target reserves space. @default - 1 GiB */
  readonly size?: Memory;
  /** The `dataName` of the component whose volume it is, which has it among its own. @default - the one that mounts it */
  readonly owner?: string;
}

/** A folder of the host, made for the container's user when it is not there: an exception must say why. */
export interface HostFolder {
  /** Absolute, on the host. What lies in it outlives everything, `down --volumes` too. */
  readonly source: string;
  /** In the container. */
  readonly path: string;
}

export interface TemporaryFolder {
  readonly path: string;
  /** Counts as memory of the container. */
  readonly size: Memory;
}

/** A weakened protection, in words. Every report shows it. */
export interface Exception {
  readonly protection: "writable-path" | "egress" | "host-folder" | "image-digest";
  readonly detail: string;
  readonly reason: string;
}

export interface HealthCheck {
  /** Exec form; the first word is a program of the image. */
  readonly command: readonly string[];
  /** @default - 5 seconds */
  readonly interval?: Duration;
  /** @default - 3 seconds */
  readonly timeout?: Duration;
  /** Failures in a row before the container counts as unhealthy. @default 3 */
  readonly retries?: number;
  /** Failures that do not count, from the start on. @default - 30 seconds */
  readonly startPeriod?: Duration;
  /**
   * Fails when only a restart helps: it looks at nothing but the process itself, never at what that depends on. Docker
   * restarts what has ended, and nothing else. @default - whether the component's port takes connections
   */
  readonly liveness?: readonly string[];
}

/** As many replicas as the load needs. A target that has no autoscaler runs `min`. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  /** Of the CPUs that are reserved for a replica: above it there are more replicas. */
  readonly cpuPercent: number;
}

export interface Resources {
  readonly memory: Memory;
  /** In CPUs, 0.5 is half of one. */
  readonly cpus: number;
  /** Processes and threads together. */
  readonly processes: number;
  /** @default 16384 */
  readonly openFiles?: number;
  /** Size of /dev/shm, counts as memory. @default - 64 MiB */
  readonly sharedMemory?: Memory;
}

/** A port of the host that leads to a port of the container, on the address that the host publishes on. */
export interface PublishedPort {
  readonly hostPort: number;
  readonly port: number;
}

export enum JobPhase {
  /**
   * Looks whether its files are valid and changes nothing. `up` runs it before everything else, on no network and without
   * volumes; `/tmp` is writable. Terraform knows nothing of it.
   */
  CHECK = "check",
  /** Runs to its end before the container starts, and again whenever the job changes. */
  BEFORE = "before",
  /** Runs once the container exists, and again whenever the job changes or the container is replaced. */
  AFTER = "after",
  /**
   * Runs to its end before each new generation of the container starts, and again when a job of this phase changes. They
   * run one after another, in the order of the list; a failed one leaves the old generation as it is.
   */
  ROLL = "roll",
  /**
   * Looks into its component and brings back what it kept. `bulwark restore` alone runs it, with a further argument:
   * `look` or `restore`. Terraform knows nothing of it.
   */
  RESTORE = "restore",
}

/** Whose networks a job joins. */
export enum JobReach {
  /** It needs nobody. */
  NONE = "none",
  /** Its component's own network: to talk to its component. */
  OWN = "own",
  /** The networks that its component joins to reach others. */
  PEERS = "peers",
  /** A network of its own that reaches out: an exception must say why. */
  OUTSIDE = "outside",
}

/** A command with the user and the hardening of its component. */
export interface Task {
  readonly name: string;
  readonly command: readonly string[];
  readonly files: readonly ConfigFile[];
  /** @default - none */
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly SecretMount[];
  readonly volumes?: readonly VolumeMount[];
  /** @default JobReach.NONE */
  readonly reach?: JobReach;
}

/** A task that runs to its end, once for each reason to run it. */
export interface Job extends Task {
  readonly phase: JobPhase;
  /** @default - the component's */
  readonly image?: Image;
  /** After this time it is ended and has failed. Needs `/bin/sh` in the image. @default - it ends by itself */
  readonly deadline?: Duration;
  /** Instead of a command, which is empty then: this goes to the component's first process. @default - the command is run */
  readonly signal?: "HUP" | "USR2";
}

/** A task that runs at set times. Two runs never overlap; a run that was missed is not made up. Needs `/bin/sh` in the image. */
export interface ScheduledJob extends Task {
  readonly schedule: Schedule;
  /** Runs also whenever its container starts. @default false */
  readonly atStart?: boolean;
  /** The name by which its component finds it where it reaches out to; it finds the component by that one's own. @default - none */
  readonly alias?: string;
  /** After this time a run is ended and has failed. */
  readonly deadline: Duration;
  /** @default - the component's */
  readonly image?: Image;
  /** @default - the component's */
  readonly memory?: Memory;
  /** @default - none */
  readonly hostFolders?: readonly HostFolder[];
}

/** All that a target needs to run a component: plain, provider-free, hardened unless an exception says otherwise. */
export interface Spec {
  readonly image: Image;
  /** Replaces the image's entrypoint. @default - the image's own */
  readonly entrypoint?: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly files: readonly ConfigFile[];
  readonly secrets: readonly SecretMount[];
  readonly volumes: readonly VolumeMount[];
  readonly temporary: readonly TemporaryFolder[];
  readonly health: HealthCheck;
  readonly resources: Resources;
  readonly lifecycle: Lifecycle;
  readonly replicas: number;
  /** @default - `replicas`, whatever the load */
  readonly scale?: Scale;
  /** Time between the stop signal and SIGKILL. */
  readonly stopGrace: Duration;
  /** A small init as process 1 that reaps and forwards signals. */
  readonly init: boolean;
  readonly publishes: readonly PublishedPort[];
  readonly jobs: readonly Job[];
  /** @default - none */
  readonly scheduled?: readonly ScheduledJob[];
  readonly exceptions: readonly Exception[];
}
