import type Docker from "dockerode";
import { engineObjects } from "./engine-objects";
import { cgroupsBelow, type FileOptions, filesBelow } from "./files";
import { interfaces, firewall, namespaces } from "./network";
import { mounts, processes } from "./processes";

export const KINDS = [
  ...["containers", "networks", "volumes", "images", "firewall rules", "interfaces", "network namespaces"],
  ...["mounts", "processes", "cgroups", "files"],
] as const;
export type Kind = (typeof KINDS)[number];

/** What there is on a machine: for each kind one line for each thing. */
export type Footprint = Readonly<Record<Kind, readonly string[]>>;

export interface FootprintOptions extends FileOptions {
  /** @default - no engine is asked: containers, networks, volumes, images stay empty */
  readonly docker?: Docker;
  /** Path below every cgroup hierarchy; only what lies below it is listed. @default - none */
  readonly cgroup?: string;
}

export interface Change {
  readonly kind: Kind;
  readonly change: "added" | "removed";
  readonly what: string;
}

export async function footprint(options: FootprintOptions = {}): Promise<Footprint> {
  const engine = options.docker ? await engineObjects(options.docker) : undefined;
  return {
    containers: engine?.containers ?? [],
    networks: engine?.networks ?? [],
    volumes: engine?.volumes ?? [],
    images: engine?.images ?? [],
    "firewall rules": firewall(),
    interfaces: interfaces(),
    "network namespaces": namespaces(),
    mounts: mounts(),
    processes: processes(),
    cgroups: options.cgroup ? cgroupsBelow(options.cgroup) : [],
    files: filesBelow(options),
  };
}

/** What came and what went; a thing that changed does both. Counts matter: a rule that was doubled is one added. */
export function footprintChanges(before: Footprint, after: Footprint): readonly Change[] {
  return KINDS.flatMap((kind) => [
    ...without(after[kind], before[kind]).map((what) => ({ kind, change: "added" as const, what })),
    ...without(before[kind], after[kind]).map((what) => ({ kind, change: "removed" as const, what })),
  ]);
}

function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return items.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
