import { at, engine, mutations, type Edit, type Json, type Mutation, type Row } from "./mutation";

/** The container that is broken; the rest of the platform stays as it is. */
export const TARGET = "platform_items_1";

/** What of its attributes is said otherwise. */
const said =
  (change: Json): Edit =>
  (stack) =>
    Object.assign(target(stack), change);

const target = (stack: Json): Json => at(stack, "resource", "docker_container", TARGET);

/** What is there as well as what is there already. */
const also =
  (name: string, ...more: readonly unknown[]): Edit =>
  (stack) => {
    const container = target(stack);
    container[name] = [...((container[name] as unknown[] | undefined) ?? []), ...more];
  };

const option = (text: string) => also("security_opts", text);
const bind = (source: string, more: Json = {}) => also("mounts", { type: "bind", source, target: "/seen", ...more });
const check =
  (change: Json): Edit =>
  (stack) =>
    Object.assign(at(target(stack), "healthcheck"), change);

/** Behind the name of a volume may lie a folder of the host. */
const volumeOf =
  (device: string): Edit =>
  (stack) => {
    at(stack, "resource", "docker_volume")["data"] = { name: "data", driver_opts: { type: "none", o: "bind", device } };
    also("mounts", { type: "volume", source: "${docker_volume.data.name}", target: "/seen" })(stack);
  };

const CONFINEMENT: readonly Row[] = [
  ["user", "root", said({ user: "root" })],
  ["user", "the group of root", said({ user: "10001:0" })],
  ["groups", "the group of the engine", said({ group_add: ["docker"] })],
  ["privileged", "a privileged container", said({ privileged: "true" }), "app-armor", "kernel-paths", "seccomp"],
  ["capabilities", "a capability", said({ capabilities: { drop: ["ALL"], add: ["CAP_NET_ADMIN"] } })],
  ["capabilities", "capabilities that stay", said({ capabilities: undefined })],
  ["no-new-privileges", "privileges that may grow", said({ security_opts: [] })],
  ["seccomp", "no filter of system calls", option("seccomp=unconfined")],
  ["app-armor", "no AppArmor", option("apparmor:unconfined")],
  ["se-linux", "no labels of SELinux", option("label=disable")],
  ["kernel-paths", "all of /proc", option("systempaths=unconfined")],
  ["sysctls", "a switch of the kernel", said({ sysctls: { "kernel.msgmax": 65536 } })],
  ["runtime", "a runtime of its own", said({ runtime: "custom" })],
  ["read-only-root", "a root that may be written to", said({ read_only: undefined })],
  ["devices", "a disk", said({ devices: { host_path: "/dev/sda" } })],
  ["host-namespaces", "the processes of the host", said({ pid_mode: "host" })],
  ["shared-namespaces", "the processes of another container", said({ pid_mode: "container:database" })],
];

const LIMITS: readonly Row[] = [
  ["memory-limit", "no memory limit", said({ memory: undefined })],
  ["swap-limit", "swap beyond it", said({ memory_swap: undefined })],
  ["swap-limit", "swap without end", said({ memory_swap: -1 })],
  ["cpu-limit", "no CPU limit", said({ cpus: undefined })],
  ["log-limit", "a log without end", said({ log_opts: { "max-size": "-1" } })],
  ["tmpfs-options", "programs in memory", said({ tmpfs: { "/tmp": "exec,size=16m" } })],
  [
    "tmpfs-size",
    "memory without end, twice",
    said({ tmpfs: { "/tmp": "" }, memory: undefined, memory_swap: undefined }),
    "memory-limit",
  ],
];

const REACH: readonly Row[] = [
  ["published-ports", "a port on every address", said({ ports: [{ internal: 8001, external: 8001, ip: "::" }] })],
  ["engine-socket", "the engine's socket", bind("/var/run//docker.sock")],
  ["engine-socket", "the folder of the engine's socket, as a volume", volumeOf("/run/")],
  ["sensitive-paths", "a folder of the host", said({ volumes: [{ host_path: "/etc/", container_path: "/e" }] })],
  ["sensitive-paths", "a folder of the host, as a volume", volumeOf("/etc")],
  ["propagation", "mounts that come back", bind("/srv/shop", { bind_options: { propagation: "rshared" } })],
  ["default-bridge", "the engine's default network", said({ networks_advanced: [] })],
  [
    "network-names",
    "the name of another layer",
    said({ networks_advanced: [{ name: "test-postgres", aliases: ["postgres"] }] }),
  ],
];

const RUNNING: readonly Row[] = [
  ["image-version", "whatever is the newest", said({ image: "items:latest" }), "image-digest"],
  ["image-digest", "a version without a digest", said({ image: "items:1.4.2" })],
  ["registry", "a registry that nothing proves", said({ image: `192.0.2.1:5000/items:1@sha256:${"0".repeat(64)}` })],
  ["health", "no health check", said({ healthcheck: { test: ["NONE"] } })],
  ["health-form", "a check by a shell", check({ test: ["CMD-SHELL", "wget -q http://127.0.0.1:8001/ready"] })],
  ["health-meaning", "a check that is always well", check({ test: ["CMD", "/bin/true"] })],
  ["health-timing", "a check longer than the time to the next", check({ interval: "5s", timeout: "30s" })],
  ["restart", "a container that stays down", said({ restart: undefined })],
  ["stop-grace", "an end without warning", said({ destroy_grace_seconds: undefined })],
  ["stop-grace", "an end before its time", said({ destroy_grace_seconds: 5 })],
  ["anonymous-volumes", "a volume without a name", also("volumes", { container_path: "/cache" })],
  [
    "data-volume",
    "data in the container itself",
    said({ image: `postgres:17.2@sha256:${"0".repeat(64)}`, mounts: [] }),
  ],
  ["ignored-changes", "a protection that may be lost", said({ lifecycle: { ignore_changes: ["security_opts"] } })],
];

const SECRETS: readonly Row[] = [
  ["secrets-in-environment", "a password", said({ env: ["DB_PASSWORD=eed0Thae9ohy"] })],
  [
    "known-passwords",
    "a password that everybody knows",
    said({ env: ["DB_PASSWORD=postgres"] }),
    "secrets-in-environment",
  ],
  ["secrets-in-command", "a password", said({ command: ["serve", "--password=eed0Thae9ohy"] })],
  ["secrets-in-health", "a password", check({ test: ["CMD", "redis-cli", "-a", "eed0Thae9ohy", "ping"] })],
  ["secrets-in-labels", "a password", also("labels", { label: "db.password", value: "eed0Thae9ohy" })],
  [
    "secrets-in-log-options",
    "a token",
    said({ log_driver: "splunk", log_opts: { "splunk-token": "eed0Thae9ohyeed0Thae9ohy" } }),
  ],
  [
    "secrets-in-uploads",
    "a password",
    said({ upload: { file: "/etc/shop.conf", content: "postgres://shop:eed0Thae9ohy@db/shop" } }),
  ],
  ["authentication", "whoever asks", said({ env: ["POSTGRES_HOST_AUTH_METHOD=trust"] })],
];

/** Of containers, volumes and networks, in a platform with everything. */
export const CONTAINER_MUTATIONS: readonly Mutation[] = mutations([
  ...CONFINEMENT,
  ...LIMITS,
  ...REACH,
  ...RUNNING,
  ...SECRETS,
  ["flat-network", "one network for everything", flattened],
  ["volume-protection", "data that any plan may destroy", unprotected],
  [
    "state-on-disk",
    "a state on one disk, of an engine elsewhere",
    (stack) => Object.assign(engine(stack), { host: "ssh://192.0.2.10" }),
  ],
]);

function flattened(stack: Json): void {
  const all = Object.values(at(stack, "resource", "docker_container")) as Json[];
  for (const one of all.filter((container) => container["networks_advanced"] !== undefined)) {
    one["networks_advanced"] = [{ name: "test-postgres", aliases: [] }];
  }
}

/** Bulwark leaves volumes that keep data out of Terraform; whoever puts one in has to protect it. */
function unprotected(stack: Json): void {
  const postgres = at(stack, "resource", "docker_container", "platform_postgres");
  const [data] = (postgres["mounts"] as Json[]).filter(({ target: path }) => path === "/var/lib/postgresql/data");
  at(stack, "resource", "docker_volume")["data"] = { name: data!["source"] };
}
