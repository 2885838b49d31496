import type { ContainerJson, MountJson } from "./stack-json";
import { labelOf } from "./synthesized";

/** A promise about a container, by the name under which it is reported. It throws when it is broken. */
export type Promised = readonly [name: string, check: (container: ContainerJson) => void];

/** Go's spelling of a duration longer than nothing. */
const DURATION = /^(\d+h)?(\d+m)?(\d+(\.\d+)?m?s)$/;

/** What holds for every container, started or not. */
const ALWAYS: readonly Promised[] = [
  ["runs as a numeric user other than root", ({ user }) => expect(user).toMatch(/^[1-9]\d*:\d+$/)],
  ["has no capability", ({ capabilities }) => expect(capabilities).toEqual({ drop: ["ALL"] })],
  ["gains no privilege", ({ security_opts }) => expect(security_opts).toEqual(["no-new-privileges:true"])],
  ["is not privileged", ({ privileged }) => expect(privileged ?? false).toBe(false)],
  ["shares no memory with others", ({ ipc_mode }) => expect(ipc_mode).toBe("private")],
  ["keeps the engine's user namespace", ({ userns_mode }) => expect(userns_mode).toBeUndefined()],
  ["sees processes of its own component only", ({ pid_mode = "" }) => expect(pid_mode).toMatch(/^(container:.+)?$/)],
  ["has a memory limit", ({ memory }) => expect(memory).toBeGreaterThan(0)],
  ["has no swap beyond it", ({ memory, memory_swap }) => expect(memory_swap).toBe(memory)],
  ["has a CPU limit, spelled with a decimal", ({ cpus }) => expect(cpus).toMatch(/^\d+\.\d+$/)],
  ["bounds its log", boundsItsLog],
  [
    "names its image by a version that stays",
    ({ image }) => expect(image).toMatch(/:(?!latest)[\w.-]+(@sha256:\w{64})?$/),
  ],
  ["is on networks of the platform only", onOwnNetworks],
  ["mounts nothing of the host but its secrets, to read", mountsOwnOnly],
  ["says where it belongs", (container) => expect(labelOf(container, "bulwark.environment")).toBe("test")],
  [
    "has a generation, so that every edit lands",
    (one) => expect(labelOf(one, "bulwark.generation")).toMatch(/^\w{8}$/),
  ],
];

/** What holds for every container that is started. */
const STARTED: readonly Promised[] = [
  ["has a read-only root file system", ({ read_only }) => expect(read_only).toBe(true)],
  ["is stopped with grace", (one) => expect(one.destroy_grace_seconds).toBeGreaterThan(0)],
  ["leaves no core dump", ({ ulimit = [] }) => expect(ulimit).toContainEqual({ name: "core", soft: 0, hard: 0 })],
  ["writes only to folders in memory in which nothing runs", writesToMemoryOnly],
];

const SERVICE: readonly Promised[] = [
  ["is probed in exec form", ({ healthcheck }) => expect(healthcheck?.test[0]).toBe("CMD")],
  ["is probed on the loopback address only", probedOnLoopback],
  [
    "is probed without a secret on the command line",
    ({ healthcheck }) => expect(`${healthcheck?.test}`).not.toMatch(/PASS|-a /),
  ],
  ["spells the durations of its probe as the provider reads them back", spellsDurations],
  ["is stopped with the same grace by the engine", (one) => expect(one.stop_timeout).toBe(one.destroy_grace_seconds)],
  ["starts again with the engine", ({ restart }) => expect(restart).toBe("unless-stopped")],
  ["publishes on an address, chosen on purpose", publishesOnAddress],
];

const JOB: readonly Promised[] = [
  [
    "runs to its end",
    ({ attach, must_run }) => expect({ attach, must_run }).toEqual({ attach: true, must_run: false }),
  ],
  ["runs once", ({ restart }) => expect(restart).toBe("no")],
  ["stops the apply when it fails", stopsTheApply],
  ["publishes nothing", ({ ports = [] }) => expect(ports).toEqual([])],
];

const CONFIG: readonly Promised[] = [
  ["never starts", ({ start, must_run }) => expect({ start, must_run }).toEqual({ start: false, must_run: false })],
  ["is never started by the engine", ({ restart }) => expect(restart).toBe("no")],
  ["is on no network", ({ network_mode }) => expect(network_mode).toBe("none")],
  [
    "carries files that nobody may change",
    ({ upload = [] }) => expect(upload.filter((one) => one.permissions !== "0444")).toEqual([]),
  ],
];

/** What is promised of a container, by its kind. */
export const PROMISED: Readonly<Record<string, readonly Promised[]>> = {
  service: [...ALWAYS, ...STARTED, ...SERVICE],
  job: [...ALWAYS, ...STARTED, ...JOB],
  config: [...ALWAYS, ...CONFIG],
};

function boundsItsLog({ log_driver, log_opts }: ContainerJson): void {
  expect(log_driver).toBe("json-file");
  expect(log_opts).toEqual({ "max-size": expect.stringMatching(/^\d+m$/), "max-file": expect.stringMatching(/^\d$/) });
}

function onOwnNetworks({ network_mode, networks_advanced = [] }: ContainerJson): void {
  expect(network_mode).toBe(networks_advanced.length > 0 ? undefined : "none");
  expect(networks_advanced.filter(({ name }) => !name.startsWith("test-"))).toEqual([]);
}

function mountsOwnOnly({ mounts = [] }: ContainerJson): void {
  const isSecret = ({ type, source, read_only }: MountJson) =>
    type === "bind" && source.startsWith("/var/lib/bulwark/test/secrets/") && read_only === true;
  const isOwnVolume = ({ type, source }: MountJson) => type === "volume" && source.startsWith("test-");
  expect(mounts.filter((mount) => !isSecret(mount) && !isOwnVolume(mount))).toEqual([]);
}

function probedOnLoopback({ healthcheck }: ContainerJson): void {
  const addresses = healthcheck!.test.flatMap(
    (word) => word.match(/\b\d+\.\d+\.\d+\.\d+\b|localhost|https?:\/\/[\w.]+/g) ?? [],
  );
  const hosts = addresses.map((address) => address.replace(/^https?:\/\//, ""));
  expect(hosts.filter((host) => host !== "127.0.0.1")).toEqual([]);
}

function spellsDurations({ healthcheck }: ContainerJson): void {
  const { interval, timeout, start_period } = healthcheck!;
  for (const duration of [interval, timeout, start_period]) expect(duration).toMatch(DURATION);
  for (const duration of [interval, timeout, start_period])
    expect(duration).not.toMatch(/^([6-9]\d|\d{3,})s$|\d{4,}ms/);
}

function publishesOnAddress({ ports = [] }: ContainerJson): void {
  expect(ports.filter(({ ip }) => ip !== "127.0.0.1")).toEqual([]);
}

function writesToMemoryOnly({ tmpfs = {} }: ContainerJson): void {
  const loose = Object.values(tmpfs).filter(
    (options) => !/^rw,nosuid,nodev,noexec,size=\d+,mode=1777,uid=[1-9]\d*,gid=\d+$/.test(options),
  );
  expect(loose).toEqual([]);
}

function stopsTheApply({ lifecycle }: ContainerJson): void {
  expect(lifecycle?.postcondition?.map(({ condition }) => condition)).toEqual(["${self.exit_code == 0}"]);
}
