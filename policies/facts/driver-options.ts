import type { MountKind } from "./container";

/** What lies behind a volume of the `local` driver. */
export interface Backing {
  readonly kind: MountKind;
  /** Of a bind the path of the host, as it was written. */
  readonly device: string;
}

/**
 * A folder of the host may have the name of a volume, and so may memory.
 * https://docs.docker.com/reference/cli/docker/volume/create/#driver-specific-options
 */
export function backingOf(options: ReadonlyMap<string, string>): Backing {
  const type = options.get("type") ?? "";
  const device = options.get("device") ?? "";
  if (type === "tmpfs") return { kind: "tmpfs", device: "" };
  const words = [type, ...(options.get("o") ?? "").split(",")].map((word) => word.trim());
  const behind = words.some((word) => /^r?bind$/.test(word)) ? device : (KERNELS.get(type) ?? shownBy(words, device));
  return behind === undefined ? { kind: "volume", device: "" } : { kind: "bind", device: behind };
}

/** What the engine mounts is the host's own, wherever it is mounted. */
const KERNELS: ReadonlyMap<string, string> = new Map([
  ["proc", "/proc"],
  ["sysfs", "/sys"],
  ["cgroup", "/sys/fs/cgroup"],
  ["cgroup2", "/sys/fs/cgroup"],
  ["bpf", "/sys/fs/bpf"],
  ["debugfs", "/sys/kernel/debug"],
  ["tracefs", "/sys/kernel/tracing"],
  ["securityfs", "/sys/kernel/security"],
  ["devtmpfs", "/dev"],
]);

/** A disk of the host, or the folders that an overlay shows, of which the highest one says most. */
function shownBy(words: readonly string[], device: string): string | undefined {
  const layers = words.flatMap((word) => /^(?:lower|upper)dir=(.*)$/.exec(word)?.[1]?.split(":") ?? []);
  const [highest] = layers.sort((one, other) => one.length - other.length);
  return highest ?? (device.startsWith("/dev/") ? device : undefined);
}
