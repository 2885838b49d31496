import type { ContainerInspectInfo } from "dockerode";

type Attributes = Readonly<Record<string, unknown>>;

/** One edit of one attribute of a container. */
export interface EffectRow {
  readonly name: string;
  readonly attribute: string;
  readonly from: Attributes;
  readonly to: Attributes;
  /** Where the engine shows it. @default - the engine knows nothing of it */
  readonly reads?: (container: ContainerInspectInfo) => unknown;
}

const host =
  (key: string) =>
  ({ HostConfig }: ContainerInspectInfo): unknown =>
    HostConfig[key as keyof typeof HostConfig];
const config =
  (key: string) =>
  ({ Config }: ContainerInspectInfo): unknown =>
    Config[key as keyof typeof Config];

const edit = (attribute: string, from: unknown, to: unknown, reads?: EffectRow["reads"]): EffectRow => ({
  name: `${attribute} edited`,
  ...{ attribute, from: { [attribute]: from }, to: { [attribute]: to } },
  ...(reads ? { reads } : {}),
});
const added = (attribute: string, to: unknown, reads?: EffectRow["reads"]): EffectRow => ({
  ...edit(attribute, undefined, to, reads),
  ...{ name: `${attribute} added`, from: {} },
});
const removed = (attribute: string, from: unknown, reads?: EffectRow["reads"]): EffectRow => ({
  ...edit(attribute, from, undefined, reads),
  ...{ name: `${attribute} removed`, to: {} },
});
const told = (name: string, row: EffectRow): EffectRow => ({ ...row, name });
/** With further attributes on both sides. */
const beside = (more: Attributes, row: EffectRow): EffectRow => ({
  ...row,
  from: { ...more, ...row.from },
  to: { ...more, ...row.to },
});

const CHECK = { test: ["CMD", "/bin/cat", "/data"], interval: "5s" };
const TMPFS = { "/one": "rw,noexec" };
const LABELS = [{ label: "team", value: "shop" }];
const mount = (source: string, more: Attributes = {}) => ({ type: "volume", source, target: "/data", ...more });
const TEMPORARY = { type: "tmpfs", target: "/two" };
/** One that engines know without being told. */
const NO_NEW = "no-new-privileges:true";

/** A test machine may have too few capabilities itself to start a privileged one. */
const STOPPED = { start: false, must_run: false };

const IN_PLACE: readonly EffectRow[] = [
  edit("restart", "no", "always", host("RestartPolicy")),
  beside({ restart: "on-failure" }, edit("max_retry_count", 2, 5, host("RestartPolicy"))),
  {
    name: "memory and memory_swap edited",
    attribute: "memory",
    from: { memory: 64, memory_swap: 64 },
    to: { memory: 128, memory_swap: 128 },
    reads: host("Memory"),
  },
  beside({ memory: 64 }, edit("memory_swap", 64, 128, host("MemorySwap"))),
  edit("cpu_shares", 512, 256, host("CpuShares")),
  edit("cpu_set", "0", "0-1", host("CpusetCpus")),
  edit("memory_reservation", 16, 32, host("MemoryReservation")),
  added("restart", "always", host("RestartPolicy")),
  removed("restart", "always", host("RestartPolicy")),
  {
    name: "memory and memory_swap added",
    attribute: "memory",
    from: {},
    to: { memory: 64, memory_swap: 64 },
    reads: host("Memory"),
  },
  added("cpu_shares", 512, host("CpuShares")),
  added("cpu_set", "0", host("CpusetCpus")),
  added("memory_reservation", 16, host("MemoryReservation")),
];

const WITHOUT_EFFECT: readonly EffectRow[] = [
  edit("healthcheck", CHECK, { ...CHECK, test: ["CMD", "/bin/date"] }, config("Healthcheck")),
  told(
    "healthcheck's interval edited",
    edit("healthcheck", CHECK, { ...CHECK, interval: "9s" }, config("Healthcheck")),
  ),
  added("healthcheck", CHECK, config("Healthcheck")),
  removed("healthcheck", CHECK, config("Healthcheck")),
  edit("tmpfs", TMPFS, { "/one": "rw,exec" }, host("Tmpfs")),
  added("tmpfs", TMPFS, host("Tmpfs")),
  removed("tmpfs", TMPFS, host("Tmpfs")),
  edit("init", false, true, host("Init")),
  added("init", true, host("Init")),
  removed("init", true, host("Init")),
  edit("cpu_period", 100_000, 50_000, host("CpuPeriod")),
  added("cpu_period", 50_000, host("CpuPeriod")),
  removed("cpu_period", 50_000, host("CpuPeriod")),
  edit("cpu_quota", 50_000, 25_000, host("CpuQuota")),
  added("cpu_quota", 25_000, host("CpuQuota")),
  removed("cpu_quota", 25_000, host("CpuQuota")),
  {
    name: "memory and memory_swap removed",
    attribute: "memory",
    from: { memory: 64, memory_swap: 64 },
    to: {},
    reads: host("Memory"),
  },
  removed("cpu_shares", 512, host("CpuShares")),
  removed("cpu_set", "0", host("CpusetCpus")),
  removed("memory_reservation", 16, host("MemoryReservation")),
  beside({ restart: "on-failure" }, removed("max_retry_count", 2, host("RestartPolicy"))),
  told("healthcheck's interval removed", edit("healthcheck", CHECK, { test: CHECK.test }, config("Healthcheck"))),
  told("mounts' source edited", edit("mounts", [mount("one")], [mount("two")], host("Mounts"))),
  told(
    "mounts' target edited",
    edit("mounts", [mount("one")], [mount("one", { target: "/elsewhere" })], host("Mounts")),
  ),
  told("mounts' read_only edited", edit("mounts", [mount("one")], [mount("one", { read_only: true })], host("Mounts"))),
  told("mounts' type edited", edit("mounts", [{ ...TEMPORARY, target: "/data" }], [mount("one")], host("Mounts"))),
  told(
    "one of two mounts edited",
    edit("mounts", [mount("one"), TEMPORARY], [mount("two"), TEMPORARY], host("Mounts")),
  ),
  removed("env", ["A=1"], config("Env")),
  removed("labels", LABELS, config("Labels")),
  removed("security_opts", [NO_NEW], host("SecurityOpt")),
  removed("shm_size", 32, host("ShmSize")),
  removed("user", "1000:1000", config("User")),
  removed("hostname", "one", config("Hostname")),
  removed("domainname", "one.test", config("Domainname")),
  removed("working_dir", "/data", config("WorkingDir")),
  removed("stop_signal", "SIGINT", config("StopSignal")),
  removed("stop_timeout", 5, config("StopTimeout")),
  removed("pid_mode", "host", host("PidMode")),
  removed("ipc_mode", "shareable", host("IpcMode")),
  removed("group_add", ["1000"], host("GroupAdd")),
  removed("dns", ["10.0.0.1"], host("Dns")),
  removed("host", entry("10.0.0.1"), host("ExtraHosts")),
  removed("tty", true, config("Tty")),
  removed("read_only", true, host("ReadonlyRootfs")),
  removed("publish_all_ports", true, host("PublishAllPorts")),
  removed("entrypoint", script("3000"), config("Entrypoint")),
  beside({ entrypoint: script("3000") }, removed("command", ["one"], config("Cmd"))),
  edit("log_driver", "json-file", "local", host("LogConfig")),
  removed("log_driver", "local", host("LogConfig")),
  edit("rm", false, true, host("AutoRemove")),
];

const REPLACED: readonly EffectRow[] = [
  edit("image", "shell:1", "shell:2", config("Image")),
  edit("command", ["/bin/sleep", "3000"], ["/bin/sleep", "4000"], config("Cmd")),
  edit("env", ["A=1"], ["A=2"], config("Env")),
  added("env", ["A=1"], config("Env")),
  told("one of two variables removed", edit("env", ["A=1", "B=2"], ["A=1"], config("Env"))),
  edit("labels", LABELS, [{ label: "team", value: "pay" }], config("Labels")),
  added("labels", LABELS, config("Labels")),
  told(
    "one of two labels removed",
    edit("labels", [...LABELS, { label: "stage", value: "live" }], LABELS, config("Labels")),
  ),
  edit("security_opts", [NO_NEW], ["no-new-privileges:false"], host("SecurityOpt")),
  edit("shm_size", 32, 48, host("ShmSize")),
  told("a further mount", edit("mounts", [mount("one")], [mount("one"), TEMPORARY], host("Mounts"))),
  told("one of two mounts removed", edit("mounts", [mount("one"), TEMPORARY], [mount("one")], host("Mounts"))),
  added("mounts", [mount("one")], host("Mounts")),
  removed("mounts", [mount("one")], host("Mounts")),
  edit("user", "1000:1000", "2000:2000", config("User")),
  edit("read_only", false, true, host("ReadonlyRootfs")),
  beside(STOPPED, edit("privileged", false, true, host("Privileged"))),
  beside(STOPPED, removed("privileged", true, host("Privileged"))),
  edit("capabilities", { drop: ["ALL"] }, { drop: ["CAP_CHOWN"] }, host("CapDrop")),
  removed("capabilities", { drop: ["ALL"] }, host("CapDrop")),
  edit("ulimit", ulimit(1024), ulimit(2048), host("Ulimits")),
  removed("ulimit", ulimit(1024), host("Ulimits")),
  edit("networks_advanced", [{ name: "one" }], [{ name: "two" }], host("NetworkMode")),
  added("networks_advanced", [{ name: "one" }], host("NetworkMode")),
  removed("networks_advanced", [{ name: "one" }], host("NetworkMode")),
  edit("ports", port(18080), port(18081), host("PortBindings")),
  removed("ports", port(18082), host("PortBindings")),
  edit("stop_timeout", 5, 9, config("StopTimeout")),
  edit("stop_signal", "SIGTERM", "SIGINT", config("StopSignal")),
  edit("sysctls", { "net.core.somaxconn": "128" }, { "net.core.somaxconn": "256" }, host("Sysctls")),
  removed("sysctls", { "net.core.somaxconn": "128" }, host("Sysctls")),
  added("pid_mode", "host", host("PidMode")),
  edit("hostname", "one", "two", config("Hostname")),
  edit("working_dir", "/data", "/bin", config("WorkingDir")),
  edit("cpus", "0.5", "1.0", host("NanoCpus")),
  removed("cpus", "0.5", host("NanoCpus")),
  edit("log_opts", { "max-size": "1m" }, { "max-size": "2m" }, host("LogConfig")),
  added("log_opts", { "max-size": "1m" }, host("LogConfig")),
  removed("log_opts", { "max-size": "1m" }, host("LogConfig")),
  edit("dns", ["10.0.0.1"], ["10.0.0.2"], host("Dns")),
  edit("host", entry("10.0.0.1"), entry("10.0.0.2"), host("ExtraHosts")),
  edit("group_add", ["1000"], ["2000"], host("GroupAdd")),
  edit("entrypoint", script("3000"), script("4000"), config("Entrypoint")),
  edit("tty", false, true, config("Tty")),
  edit("stdin_open", false, true, config("OpenStdin")),
  edit("ipc_mode", "private", "shareable", host("IpcMode")),
  edit("domainname", "one.test", "two.test", config("Domainname")),
  edit("publish_all_ports", false, true, host("PublishAllPorts")),
  edit("upload", [{ file: "/one", content: "1" }], [{ file: "/one", content: "2" }]),
  removed("upload", [{ file: "/one", content: "1" }]),
];

const OF_TERRAFORM: readonly EffectRow[] = [
  edit("wait", false, true),
  edit("wait_timeout", 60, 30),
  edit("destroy_grace_seconds", 5, 9),
  removed("destroy_grace_seconds", 5),
  edit("start", true, false),
  edit("must_run", true, false),
  edit("logs", false, true),
  edit("attach", false, true),
  edit("remove_volumes", true, false),
  edit("container_read_refresh_timeout_milliseconds", 15_000, 20_000),
];

/** The command is its further arguments. */
function script(seconds: string) {
  return ["/bin/sh", "-c", `sleep ${seconds}`];
}

function ulimit(soft: number) {
  return [{ name: "nofile", soft, hard: 4096 }];
}

function port(external: number) {
  return [{ internal: 80, external, ip: "127.0.0.1" }];
}

function entry(ip: string) {
  return [{ host: "db", ip }];
}

/** Each is a container of its own, which nobody but Terraform makes. */
export const EFFECT_ROWS: readonly EffectRow[] = [...IN_PLACE, ...WITHOUT_EFFECT, ...REPLACED, ...OF_TERRAFORM];
