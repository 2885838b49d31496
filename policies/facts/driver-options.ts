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
  return words.some((word) => /^r?bind$/.test(word)) ? { kind: "bind", device } : { kind: "volume", device: "" };
}
