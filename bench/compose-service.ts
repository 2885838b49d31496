import type { SynthesizedContainer } from "./synthesized-container";

/** When a service may start: words of the compose specification. */
export type Condition = "service_started" | "service_healthy" | "service_completed_successfully";

/** What lies around a container and its own attributes do not say. */
export interface Surroundings {
  /** By service. */
  readonly dependsOn: Readonly<Record<string, Condition>>;
  /** Volumes that are folders of `folder` here: what they hold is known before anything runs. */
  readonly configVolumes: readonly string[];
  readonly folder: string;
  /** The most processes that it may have; a job has none of its own. */
  readonly processes?: number | undefined;
}

/**
 * The same container as a service of a compose file.
 * https://docs.docker.com/reference/compose-file/services/
 */
export function composeService(
  container: SynthesizedContainer,
  around: Surroundings,
): Readonly<Record<string, unknown>> {
  return withoutUndefined({
    ...process(container),
    ...limits(container, around.processes),
    ...hardening(container),
    ...places(container, around),
    depends_on: Object.fromEntries(Object.entries(around.dependsOn).map(([name, condition]) => [name, { condition }])),
  });
}

function process({ image, entrypoint, command, env, user, init, restart, healthcheck, ...rest }: SynthesizedContainer) {
  return {
    image,
    pull_policy: "never",
    entrypoint,
    command,
    environment: env,
    user,
    init,
    restart,
    healthcheck,
    stop_grace_period: rest.stop_timeout === undefined ? undefined : `${rest.stop_timeout}s`,
    logging: { driver: rest.log_driver, options: rest.log_opts },
  };
}

function limits({ memory, memory_swap, cpus, shm_size, ulimit }: SynthesizedContainer, processes: number | undefined) {
  return {
    mem_limit: `${memory}m`,
    memswap_limit: `${memory_swap}m`,
    cpus: Number(cpus),
    pids_limit: processes,
    shm_size: shm_size === undefined ? undefined : `${shm_size}m`,
    ulimits: Object.fromEntries(ulimit.map(({ name, soft, hard }) => [name, { soft, hard }])),
  };
}

function hardening({ read_only, capabilities, security_opts, ipc_mode, tmpfs }: SynthesizedContainer) {
  return {
    read_only,
    cap_drop: capabilities.drop,
    cap_add: capabilities.add,
    security_opt: security_opts,
    ipc: ipc_mode,
    tmpfs: Object.entries(tmpfs).map(([path, options]) => (options === "" ? path : `${path}:${options}`)),
  };
}

function places(container: SynthesizedContainer, around: Surroundings) {
  const { mounts, ports, network_mode, networks_advanced, pid_mode } = container;
  const networks = networks_advanced.map(({ name, aliases }) => [name, { aliases }]);
  return {
    volumes: mounts.map((mount) => volumeOf(mount, around)),
    ports: ports.map((port) => ({
      target: port.internal,
      published: `${port.external}`,
      host_ip: port.ip,
      protocol: port.protocol,
    })),
    ...(network_mode === undefined ? { networks: Object.fromEntries(networks) as unknown } : { network_mode }),
    pid: pid_mode?.replace(/^container:\$\{(.+)\.id\}$/, (_text, address: string) => `service:${serviceOf(address)}`),
  };
}

function volumeOf(mount: SynthesizedContainer["mounts"][number], { configVolumes, folder }: Surroundings) {
  const isBind = mount.type === "bind" || configVolumes.includes(mount.source);
  if (!isBind) return mount;
  const source = mount.type === "bind" ? mount.source : `${folder}/${mount.source}`;
  return { ...mount, type: "bind", source, bind: { create_host_path: false } };
}

/** `docker_container.platform_items_1` is the service `items_1`. */
export function serviceOf(address: string): string {
  return address.replace(/^docker_container\.(platform_)?/, "");
}

function withoutUndefined(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
