import type { DeclaredEdge } from "../reach/expected";

interface Declared {
  readonly uid: number;
  readonly memoryMiB: number;
  readonly cpus: number;
  readonly processes: number;
  /** Ports it listens on. */
  readonly ports: readonly number[];
  /** Mount targets that it may write to. */
  readonly writable?: readonly string[];
}

/**
 * What `environments/local.yaml` promises, written down by hand: a mistake in the code that derives it must not change
 * what is expected of it.
 */
export const LOCAL: Readonly<Record<string, Declared>> = {
  gateway: { uid: 10001, memoryMiB: 128, cpus: 0.5, processes: 128, ports: [8009] },
  haproxy: { uid: 99, memoryMiB: 128, cpus: 0.5, processes: 64, ports: [8080, 8404, 8443] },
  hub: { uid: 10001, memoryMiB: 128, cpus: 0.5, processes: 128, ports: [8012] },
  "items/1": { uid: 10001, memoryMiB: 128, cpus: 0.5, processes: 128, ports: [8001] },
  "items/2": { uid: 10001, memoryMiB: 128, cpus: 0.5, processes: 128, ports: [8001] },
  "node-exporter": { uid: 65534, memoryMiB: 64, cpus: 0.25, processes: 64, ports: [9100] },
  postgres: {
    uid: 999,
    memoryMiB: 256,
    cpus: 1,
    processes: 94,
    ports: [5432],
    writable: ["/tmp", "/run/postgresql", "/var/lib/postgresql/data"],
  },
  "postgres-exporter": { uid: 65534, memoryMiB: 48, cpus: 0.25, processes: 64, ports: [9187] },
  prometheus: { uid: 65534, memoryMiB: 256, cpus: 1, processes: 128, ports: [9090], writable: ["/prometheus"] },
  redis: { uid: 999, memoryMiB: 64, cpus: 0.5, processes: 64, ports: [6379], writable: ["/data"] },
  "redis-exporter": {
    uid: 59000,
    memoryMiB: 48,
    cpus: 0.25,
    processes: 64,
    ports: [9121],
    writable: ["/run/redis-exporter"],
  },
  sessions: { uid: 10001, memoryMiB: 128, cpus: 0.5, processes: 128, ports: [8002] },
};

/** Who is on which network: the owner first, then those who need it (decision 8 of the design). */
const NETWORKS: readonly (readonly string[])[] = [
  ["postgres", "items/1", "items/2", "postgres-exporter"],
  ["redis", "sessions", "redis-exporter"],
  ["items/1", "items/2", "gateway", "hub", "prometheus"],
  ["sessions", "gateway", "hub", "prometheus"],
  ["gateway", "hub", "prometheus"],
  ["hub", "prometheus"],
  ["haproxy", "gateway", "hub", "prometheus"],
  ["prometheus", "node-exporter", "postgres-exporter", "redis-exporter"],
];

/** On Docker all who share a network can reach each other. */
export function declaredEdges(): readonly DeclaredEdge[] {
  const pairs = new Map<string, DeclaredEdge>();
  for (const members of NETWORKS) {
    for (const from of members) {
      for (const to of members) {
        if (from !== to) pairs.set(`${from} ${to}`, { from, to, ports: LOCAL[to]!.ports });
      }
    }
  }
  return [...pairs.values()];
}

/** `local/platform/items/1` is `items/1`; a component with one container goes by its own name. */
export function shortName(path: string): string {
  const name = path.replace(/^platform\//, "");
  return name in LOCAL ? name : name.replace(/\/1$/, "");
}
