import { posix } from "node:path";
import type { Mount } from "../../facts/container";
import { byDefault, declared, type Fact } from "../../facts/fact";
import { normalizedPath } from "../../facts/place";
import type { Container, PodSpec, Volume } from "./schema";

/** https://kubernetes.io/docs/concepts/storage/volumes/ */
export function mountsOf({ volumeMounts }: Container, { volumes }: PodSpec): Fact<readonly Mount[]> {
  if (!volumeMounts) return byDefault([]);
  const byName = new Map((volumes ?? []).map((volume) => [volume.name, volume]));
  return declared(
    volumeMounts.map(({ name, mountPath, readOnly, subPath }): Mount => {
      // A StatefulSet's claims are not among the volumes of its pods.
      const { isReadOnly, ...mounted } = sourceOf(byName.get(name) ?? { name }, subPath ?? "");
      return { ...mounted, target: normalizedPath(mountPath), readOnly: isReadOnly || (readOnly ?? false) };
    }),
  );
}

/** The kubelet keeps four kinds read-only whatever a mount says: configMap, secret, projected and downwardAPI. */
function sourceOf(volume: Volume, subPath: string): Pick<Mount, "kind" | "source"> & { isReadOnly: boolean } {
  const { hostPath, emptyDir, persistentVolumeClaim: claim, configMap, secret, projected, downwardAPI } = volume;
  if (hostPath) return { kind: "bind", source: normalizedPath(posix.join(hostPath.path, subPath)), isReadOnly: false };
  if (claim) return { kind: "volume", source: claim.claimName, isReadOnly: claim.readOnly ?? false };
  if (emptyDir?.medium === "Memory") return { kind: "tmpfs", source: "", isReadOnly: false };
  if (configMap ?? secret ?? projected ?? downwardAPI) {
    return { kind: "config", source: configMap?.name ?? secret?.secretName ?? volume.name, isReadOnly: true };
  }
  return { kind: "volume", source: volume.name, isReadOnly: false };
}
