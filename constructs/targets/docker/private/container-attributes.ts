import type { ContainerConfig, ContainerMounts } from "@cdktf/provider-docker/lib/container";
import {
  Duration,
  Lifecycle,
  type Component,
  type HealthCheck,
  type HostFolder,
  type Image,
  type Job,
  type SecretMount,
  type Spec,
  type TemporaryFolder,
  type VolumeMount,
} from "../../../core";
import type { Host } from "../host";
import type { Membership } from "./network-plan";

/** Everything a container of a component needs that is not in its spec. */
export interface Surroundings {
  readonly environment: string;
  readonly host: Host;
  readonly memberships: readonly Membership[];
  readonly configVolume: string | undefined;
  /** True when a peer is the Docker host itself. */
  readonly reachesHost: boolean;
  /** @default - none */
  readonly hostFolders?: readonly HostFolder[] | undefined;
}

export type Attributes = Omit<ContainerConfig, "name" | "provider" | "dependsOn" | "lifecycle">;

/** A spec in the docker provider's words, spelled so that a second plan is empty. */
export function containerAttributes(component: Component, spec: Spec, around: Surroundings): Attributes {
  return {
    ...hardened(spec),
    image: spec.image.reference,
    ...(spec.entrypoint ? { entrypoint: [...spec.entrypoint] } : {}),
    // An empty list would be planned as a replacement for ever where the image has a command of its own.
    ...(spec.command.length > 0 ? { command: [...spec.command] } : {}),
    env: environmentOf(spec.environment),
    init: spec.init,
    restart: "unless-stopped",
    stopTimeout: Math.ceil(spec.stopGrace.toSeconds()),
    // Unset means SIGKILL at every replacement and destroy.
    destroyGraceSeconds: Math.ceil(spec.stopGrace.toSeconds()),
    healthcheck: healthcheckOf(spec, around.host),
    mounts: [
      ...configMount(around.configVolume),
      ...secretMounts(spec.secrets, spec.image.uid, around.environment),
      ...volumeMounts(spec.volumes, component.dataName, around.environment),
      ...hostMounts(around.hostFolders),
    ],
    ...networksOf(around.memberships),
    ports: spec.publishes.map(({ hostPort, port }) => ({
      internal: port,
      external: hostPort,
      ip: around.host.publishOn,
      protocol: "tcp",
    })),
    ...hostOf(around),
    ...(spec.lifecycle === Lifecycle.ROLLING ? { wait: true, waitTimeout: verdictSeconds(spec) } : {}),
  };
}

/** A job runs as its component does, on the networks that it asks for. */
export function jobAttributes(component: Component, spec: Spec, job: Job, around: Surroundings): Attributes {
  const image = job.image ?? spec.image;
  return {
    ...hardened({ ...spec, image }),
    image: image.reference,
    entrypoint: job.command.slice(0, 1),
    command: job.command.slice(1),
    ...(job.environment ? { env: environmentOf(job.environment) } : {}),
    mounts: [
      ...configMount(around.configVolume),
      ...secretMounts(job.secrets ?? [], image.uid, around.environment),
      ...volumeMounts(job.volumes ?? [], component.dataName, around.environment),
    ],
    ...networksOf(around.memberships),
    ...hostOf(around),
    attach: true,
    mustRun: false,
    restart: "no",
    destroyGraceSeconds: 5,
  };
}

/** Without a network of its own a container would join the engine's default one, which reaches out and is everybody's. */
function networksOf(memberships: readonly Membership[]): Partial<Attributes> {
  if (memberships.length === 0) return { networkMode: "none" };
  return { networksAdvanced: memberships.map(({ network, aliases }) => ({ name: network, aliases: [...aliases] })) };
}

function hostOf({ reachesHost }: Surroundings): Partial<Attributes> {
  return reachesHost ? { host: [{ host: "host.docker.internal", ip: "host-gateway" }] } : {};
}

/** The protections that every container has, jobs included. */
function hardened(
  spec: Spec,
): Pick<Attributes, "user" | "readOnly" | "capabilities" | "securityOpts" | "ipcMode"> & Partial<Attributes> {
  const { memory, cpus, openFiles = 16_384, sharedMemory } = spec.resources;
  return {
    user: spec.image.user,
    readOnly: true,
    capabilities: { drop: ["ALL"] },
    securityOpts: ["no-new-privileges:true"],
    ipcMode: "private",
    // Memory without memory+swap of the same size allows twice the memory.
    memory: memory.toMebibytes(),
    memorySwap: memory.toMebibytes(),
    // The provider reads back one decimal; `1` is planned as a replacement for ever.
    cpus: Number.isInteger(cpus) ? `${cpus}.0` : `${cpus}`,
    shmSize: sharedMemory?.toMebibytes() ?? 64,
    ulimit: [
      { name: "core", soft: 0, hard: 0 },
      { name: "nofile", soft: openFiles, hard: openFiles },
    ],
    // Always said: a daemon with options of its own would else plan a replacement.
    logDriver: "json-file",
    logOpts: { "max-size": "10m", "max-file": "3" },
    tmpfs: Object.fromEntries(spec.temporary.map((folder) => [folder.path, tmpfsOptions(folder, spec.image)])),
  };
}

/**
 * With its owner said: when a container starts again, runc gives the mount the mode of the folder beneath, and one that
 * the image lacks was made for root alone.
 */
const tmpfsOptions = ({ size }: TemporaryFolder, { uid, gid }: Image): string =>
  `rw,nosuid,nodev,noexec,size=${size.toBytes()},mode=1777,uid=${uid},gid=${gid}`;

function environmentOf(environment: Spec["environment"]): string[] {
  return Object.entries(environment)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
}

/** A value that is there and undefined is one that is left out. */
function withDefaults(health: HealthCheck): Required<Omit<HealthCheck, "liveness">> {
  const { command, interval, timeout, retries, startPeriod } = health;
  return {
    command,
    interval: interval ?? Duration.seconds(5),
    timeout: timeout ?? Duration.seconds(3),
    retries: retries ?? 3,
    startPeriod: startPeriod ?? Duration.seconds(30),
  };
}

/** Seconds after which the engine has called a new container healthy or unhealthy; waiting longer changes nothing. */
function verdictSeconds({ health }: Spec): number {
  const { interval, timeout, retries, startPeriod } = withDefaults(health);
  return Math.ceil(startPeriod.toSeconds() + (retries + 1) * (interval.toSeconds() + timeout.toSeconds()));
}

function healthcheckOf({ health }: Spec, host: Host): NonNullable<Attributes["healthcheck"]> {
  const { interval, timeout, retries, startPeriod } = withDefaults(health);
  return {
    test: ["CMD", ...health.command],
    interval: interval.toGo(),
    timeout: timeout.toGo(),
    retries,
    startPeriod: startPeriod.toGo(),
    // Before engine 25 (API 1.44) the apply fails on it.
    ...(host.engine >= 25 ? { startInterval: "1s" } : {}),
  };
}

function configMount(volume: string | undefined): ContainerMounts[] {
  return volume ? [{ type: "volume", source: volume, target: "/config", readOnly: true }] : [];
}

/** One copy per consuming uid, since a file 0400 of another uid cannot be read. A missing source is an error, not a folder. */
function secretMounts(secrets: readonly SecretMount[], uid: number, environment: string): ContainerMounts[] {
  return secrets.map(({ secret, path }) => ({
    type: "bind",
    source: `/var/lib/bulwark/${environment}/secrets/${uid}/${secret.name}`,
    target: path,
    readOnly: true,
  }));
}

function volumeMounts(volumes: readonly VolumeMount[], component: string, environment: string): ContainerMounts[] {
  return volumes.map(({ name, path, readOnly = false, owner = component }) => ({
    type: "volume",
    source: volumeName(environment, owner, name),
    target: path,
    readOnly,
  }));
}

function hostMounts(folders: readonly HostFolder[] = []): ContainerMounts[] {
  return folders.map(({ source, path }) => ({ type: "bind", source, target: path, readOnly: false }));
}

export function volumeName(environment: string, component: string, volume: string): string {
  return `${environment}-${component}-${volume}`;
}
