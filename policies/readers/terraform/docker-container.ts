import type { Capabilities, ContainerFacts, Exposure, Health, HostNamespace, Mount } from "../../facts/container";
import { UNSAYABLE, byDefault, declared, unknown, type Fact, type Location } from "../../facts/fact";
import { parseImage } from "../../facts/image-reference";
import { boundAddress, normalizedPath } from "../../facts/place";
import { parseUser } from "../../facts/user";

/** The attributes that facts come from. https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/container */
export interface DockerContainer {
  readonly image?: string;
  readonly user?: string;
  readonly privileged?: boolean;
  readonly capabilities?: OneOrMany<{ readonly add?: readonly string[]; readonly drop?: readonly string[] }>;
  readonly security_opts?: readonly string[];
  readonly read_only?: boolean;
  /** MiB. */
  readonly memory?: number;
  /** MiB, with memory; -1 is without limit. */
  readonly memory_swap?: number;
  readonly cpus?: string;
  readonly cpu_quota?: number;
  readonly healthcheck?: OneOrMany<{
    readonly test: readonly string[];
    readonly interval?: string;
    readonly timeout?: string;
  }>;
  readonly mounts?: OneOrMany<{
    readonly type: string;
    readonly source?: string;
    readonly target: string;
    readonly read_only?: boolean;
  }>;
  readonly volumes?: OneOrMany<{
    readonly host_path?: string;
    readonly volume_name?: string;
    readonly container_path?: string;
    readonly read_only?: boolean;
  }>;
  readonly tmpfs?: Readonly<Record<string, string>>;
  readonly ports?: OneOrMany<{ readonly internal: number; readonly external?: number; readonly ip?: string }>;
  readonly network_mode?: string;
  readonly pid_mode?: string;
  readonly ipc_mode?: string;
  readonly uts_mode?: string;
  readonly userns_mode?: string;
  readonly networks_advanced?: OneOrMany<{ readonly name: string }>;
  readonly env?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly log_driver?: string;
  readonly log_opts?: Readonly<Record<string, string>>;
  readonly labels?: OneOrMany<{ readonly label: string; readonly value: string }>;
  readonly must_run?: boolean;
  readonly start?: boolean;
}

/** A block that may be there once is an object or a list in Terraform's JSON. */
type OneOrMany<T> = T | readonly T[];

const listOf = <T>(value: OneOrMany<T> | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** A container as the docker provider would make it; the engine's defaults hold for what is not said. */
export function containerFacts(
  container: DockerContainer,
  at: Location & { readonly address: string },
): ContainerFacts {
  const label = (name: string) => listOf(container.labels).find((one) => one.label === name)?.value;
  const path = label("bulwark.path");
  const megabytes = (value: number | undefined) => limitOf(value, (amount) => amount * 1024 * 1024);
  return {
    id: at.address,
    kind: "container",
    source: "synth",
    at,
    ...(path === undefined ? {} : { path }),
    lifetime: lifetimeOf(container),
    user: container.user === undefined ? unknown("image-decides") : orUnknown(container.user, parseUser),
    privileged: orDefault(container.privileged, false),
    capabilities: capabilitiesOf(container),
    noNewPrivileges: optionOf(container, (options) => options.some((one) => /^no-new-privileges(:true)?$/.test(one))),
    seccomp: optionOf(container, seccompOf),
    rootReadOnly: orDefault(container.read_only, false),
    memoryBytes: megabytes(container.memory),
    memoryAndSwapBytes: swapOf(container),
    cpus: cpusOf(container),
    // The provider has no word for it; `up` sets it through the engine.
    processes: UNSAYABLE,
    health: healthOf(container),
    mounts: declared(mountsOf(container)),
    exposures: declared(listOf(container.ports).map(exposureOf)),
    hostNamespaces: declared(
      new Set(NAMESPACES.filter(([, mode]) => container[mode] === "host").map(([name]) => name)),
    ),
    networks: declared(listOf(container.networks_advanced).map(({ name }) => name)),
    environment: declared(new Map((container.env ?? []).map(variableOf))),
    command: declared([...(container.entrypoint ?? []), ...(container.command ?? [])]),
    image: container.image === undefined ? unknown("after-apply") : orUnknown(container.image, parseImage),
    logLimit: logLimitOf(container),
  };
}

function lifetimeOf({ start, must_run: mustRun }: DockerContainer): ContainerFacts["lifetime"] {
  if (start === false) return "inert";
  return mustRun === false ? "task" : "service";
}

const isExpression = (text: string): boolean => /(^|[^$])\$\{/.test(text);

const orUnknown = <T>(text: string, parse: (text: string) => T): Fact<T> =>
  isExpression(text) ? unknown("expression") : declared(parse(text));

const orDefault = <T>(value: T | undefined, fallback: T): Fact<T> =>
  value === undefined ? byDefault(fallback) : declared(value);

function limitOf(value: number | undefined, convert: (value: number) => number): Fact<number | "unlimited"> {
  if (value === undefined || value === 0) return byDefault("unlimited");
  return declared(value < 0 ? "unlimited" : convert(value));
}

/** The engine allows as much swap as memory where only memory is limited. https://docs.docker.com/engine/containers/resource_constraints/ */
function swapOf({ memory, memory_swap: swap }: DockerContainer): Fact<number | "unlimited"> {
  const bytes = (amount: number) => amount * 1024 * 1024;
  if (swap !== undefined && swap !== 0) return limitOf(swap, bytes);
  return byDefault(memory ? bytes(memory * 2) : "unlimited");
}

function cpusOf({ cpus, cpu_quota: quota }: DockerContainer): Fact<number | "unlimited"> {
  if (cpus !== undefined && isExpression(cpus)) return unknown("expression");
  if (cpus !== undefined && Number(cpus) > 0) return declared(Number(cpus));
  return quota !== undefined && quota > 0 ? declared(quota / 100_000) : byDefault("unlimited");
}

function capabilitiesOf({ capabilities }: DockerContainer): Fact<Capabilities> {
  const plain = (names: readonly string[]) => names.map((name) => name.toUpperCase().replace(/^CAP_/, ""));
  const all = listOf(capabilities);
  const sets = {
    drop: new Set(all.flatMap(({ drop = [] }) => plain(drop))),
    add: new Set(all.flatMap(({ add = [] }) => plain(add))),
  };
  return all.length === 0 ? byDefault(sets) : declared(sets);
}

/** Unset, the engine applies its own profile. https://docs.docker.com/engine/security/seccomp/ */
function seccompOf(options: readonly string[]): "default" | "unconfined" | "profile" {
  const said = options.flatMap((one) => /^seccomp[:=](.*)$/.exec(one)?.[1] ?? []).at(-1);
  if (said === undefined) return "default";
  return said === "unconfined" ? "unconfined" : "profile";
}

const optionOf = <T>({ security_opts: options }: DockerContainer, read: (options: readonly string[]) => T): Fact<T> =>
  options === undefined ? byDefault(read([])) : declared(read(options));

function healthOf({ healthcheck }: DockerContainer): Fact<Health> {
  const [check] = listOf(healthcheck);
  if (!check) return unknown("image-decides");
  const [form, ...command] = check.test;
  const forms = { NONE: "none", CMD: "exec", "CMD-SHELL": "shell" } as const;
  return declared({
    form: forms[form as keyof typeof forms] ?? "shell",
    command,
    intervalSeconds: secondsOf(check.interval),
    timeoutSeconds: secondsOf(check.timeout),
  });
}

/** As Go writes a duration: `1m30s`, `500ms`. */
function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const units = { h: 3600, m: 60, s: 1, ms: 0.001 } as const;
  return [...text.matchAll(/([\d.]+)(ms|h|m|s)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * units[unit as keyof typeof units],
    0,
  );
}

function mountsOf({ mounts, volumes, tmpfs = {} }: DockerContainer): readonly Mount[] {
  const kindOf = (type: string) => (type === "bind" || type === "tmpfs" ? type : "volume");
  return [
    ...listOf(mounts).map(({ type, source = "", target, read_only: readOnly = false }): Mount => {
      return { kind: kindOf(type), source: type === "bind" ? normalizedPath(source) : source, target, readOnly };
    }),
    ...listOf(volumes).map(
      ({ host_path: host, volume_name: name = "", container_path: target = "", ...rest }): Mount => {
        const readOnly = rest.read_only ?? false;
        return host === undefined
          ? { kind: "volume", source: name, target, readOnly }
          : { kind: "bind", source: normalizedPath(host), target, readOnly };
      },
    ),
    ...Object.keys(tmpfs).map((target): Mount => ({ kind: "tmpfs", source: "", target, readOnly: false })),
  ];
}

/** Without an address the engine binds to all of them. https://docs.docker.com/engine/network/#published-ports */
const exposureOf = ({
  ip = "",
  external,
  internal,
}: {
  readonly ip?: string;
  readonly external?: number;
  readonly internal: number;
}): Exposure => ({
  address: boundAddress(ip),
  hostPort: external,
  port: internal,
});

const NAMESPACES: readonly (readonly [
  HostNamespace,
  "network_mode" | "pid_mode" | "ipc_mode" | "uts_mode" | "userns_mode",
])[] = [
  ["network", "network_mode"],
  ["pid", "pid_mode"],
  ["ipc", "ipc_mode"],
  ["uts", "uts_mode"],
  ["user", "userns_mode"],
];

function variableOf(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** `json-file` grows without bound unless it is told. https://docs.docker.com/engine/logging/drivers/json-file/ */
function logLimitOf({ log_driver: driver, log_opts: options = {} }: DockerContainer): Fact<boolean> {
  if (driver === undefined) return byDefault("max-size" in options);
  return declared(driver !== "json-file" || "max-size" in options);
}
