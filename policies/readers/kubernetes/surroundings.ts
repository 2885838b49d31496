import type { ConfigMap, DefaultLimits } from "./folded";

/** What else a rendering holds of a namespace, and a container there is given. */
export interface Surroundings {
  readonly defaultLimits: Pick<DefaultLimits, "memory" | "cpu">;
  /** Undefined for one that is not in the rendering. */
  configMap(name: string): ReadonlyMap<string, string> | undefined;
}

/** Entries that containers are given in all. Whoever mounts a large map a thousand times asks for more than there is room for. */
const MOST_ENTRIES = 1_000_000;

/** @returns what a namespace has around its containers */
export function surroundingsOf(
  limits: readonly DefaultLimits[],
  configMaps: readonly ConfigMap[],
): (namespace: string) => Surroundings {
  const maps = new Map(configMaps.map(({ namespace, name, data }) => [`${namespace}/${name}`, data]));
  let left = MOST_ENTRIES;
  const given = (key: string) => {
    const data = maps.get(key);
    left -= data?.size ?? 0;
    return left < 0 ? undefined : data;
  };
  const byNamespace = new Map<string, Surroundings["defaultLimits"]>();
  // The first that says something of a resource counts; which that is, a cluster does not promise.
  for (const { namespace, memory, cpu } of limits) {
    const before = byNamespace.get(namespace);
    byNamespace.set(namespace, { memory: before?.memory ?? memory, cpu: before?.cpu ?? cpu });
  }
  return (namespace) => ({
    defaultLimits: byNamespace.get(namespace) ?? { memory: undefined, cpu: undefined },
    configMap: (name) => given(`${namespace}/${name}`),
  });
}
