import { posix } from "node:path";
import type { Mount, Upload } from "../../facts/container";
import { byDefault, declared, inPart, type Fact } from "../../facts/fact";
import { normalizedPath } from "../../facts/place";
import type { Container, PodSpec, Volume } from "./schema";
import type { Surroundings } from "./surroundings";

const PROPAGATIONS: Readonly<Record<string, string>> = { HostToContainer: "rslave", Bidirectional: "rshared" };

/** https://kubernetes.io/docs/concepts/storage/volumes/ */
export function mountsOf({ volumeMounts }: Container, { volumes }: PodSpec): Fact<readonly Mount[]> {
  if (!volumeMounts) return byDefault([]);
  const byName = namedVolumes(volumes);
  return declared(
    volumeMounts.map(({ name, mountPath, readOnly, subPath, mountPropagation }): Mount => {
      // A StatefulSet's claims are not among the volumes of its pods.
      const { isReadOnly, ...mounted } = sourceOf(byName.get(name) ?? { name }, subPath ?? "");
      const propagation = PROPAGATIONS[mountPropagation ?? ""];
      return {
        ...mounted,
        target: normalizedPath(mountPath),
        readOnly: isReadOnly || (readOnly ?? false),
        ...(propagation ? { propagation } : {}),
      };
    }),
  );
}

const namedVolumes = (volumes: readonly Volume[] | null | undefined): ReadonlyMap<string, Volume> =>
  new Map((volumes ?? []).map((volume) => [volume.name, volume]));

type Mounted = Pick<Mount, "kind" | "source" | "tmpfs"> & { readonly isReadOnly: boolean };

/** The kubelet keeps four kinds read-only whatever a mount says: configMap, secret, projected and downwardAPI. */
function sourceOf(volume: Volume, subPath: string): Mounted {
  const { hostPath, emptyDir, persistentVolumeClaim: claim, configMap, secret, projected, downwardAPI } = volume;
  if (hostPath) return { kind: "bind", source: normalizedPath(posix.join(hostPath.path, subPath)), isReadOnly: false };
  if (claim) return { kind: "volume", source: claim.claimName, isReadOnly: claim.readOnly ?? false };
  if (emptyDir?.medium === "Memory") {
    // Of exec, suid and dev nobody can say anything, so nothing is said to be allowed.
    const tmpfs = { sizeBytes: emptyDir.sizeLimit ?? undefined, allowed: [] };
    return { kind: "tmpfs", source: "", isReadOnly: false, tmpfs };
  }
  if (configMap ?? secret ?? projected ?? downwardAPI) {
    return { kind: "config", source: configMap?.name ?? secret?.secretName ?? volume.name, isReadOnly: true };
  }
  return { kind: "volume", source: volume.name, isReadOnly: false };
}

/**
 * Whoever claims a disk keeps there what cannot be made again.
 *
 * @param claims of the workload, of which each pod has its own
 */
export function statefulOf(
  { volumeMounts }: Container,
  { volumes }: PodSpec,
  claims: ReadonlySet<string>,
): Fact<boolean> {
  const byName = namedVolumes(volumes);
  const keeps = (volumeMounts ?? []).some(({ name, readOnly }) => {
    const claim = byName.get(name)?.persistentVolumeClaim;
    return !(readOnly ?? false) && (claim ? !claim.readOnly : claims.has(name));
  });
  return keeps ? declared(true) : byDefault(false);
}

/** What a cluster makes by itself in every namespace. https://kubernetes.io/docs/concepts/configuration/configmap/ */
const OF_THE_CLUSTER = "kube-root-ca.crt";

/** Files that come from ConfigMaps: those of the rendering are known. */
export function uploadsOf(container: Container, { volumes }: PodSpec, around: Surroundings): Fact<readonly Upload[]> {
  const byName = namedVolumes(volumes);
  const sources = (container.volumeMounts ?? []).flatMap((mount) =>
    configMapsOf(byName.get(mount.name)).map((map) => ({ ...map, mount, data: around.configMap(map.name ?? "") })),
  );
  const uploads = sources.flatMap(({ data, items, mount }) =>
    filesOf(data ?? new Map<string, string>(), items, mount.subPath ?? "").map(([path, text]): Upload => ({
      target: normalizedPath(posix.join(mount.mountPath, path)),
      text,
    })),
  );
  if (sources.some(({ data }) => data === undefined)) return inPart(uploads, "after-apply");
  return uploads.length > 0 ? declared(uploads) : byDefault(uploads);
}

type ConfigMapVolume = NonNullable<Volume["configMap"]>;

function configMapsOf(volume: Volume | undefined): readonly ConfigMapVolume[] {
  const projected = (volume?.projected?.sources ?? []).map(({ configMap }) => configMap);
  return [volume?.configMap, ...projected].flatMap((map) => (map && map.name !== OF_THE_CLUSTER ? [map] : []));
}

/** Files by their path below the mount; of a `subPath` that is one file the mount is that file. */
function filesOf(
  data: ReadonlyMap<string, string>,
  items: ConfigMapVolume["items"],
  subPath: string,
): readonly (readonly [path: string, text: string])[] {
  const paths = items?.length
    ? items.map(({ key, path }) => [key, path] as const)
    : [...data.keys()].map((key) => [key, key] as const);
  return paths.flatMap(([key, path]) => {
    const text = data.get(key);
    const isBelow = subPath === "" || path === subPath || path.startsWith(`${subPath}/`);
    return text === undefined || !isBelow ? [] : [[path.slice(subPath.length), text] as const];
  });
}
