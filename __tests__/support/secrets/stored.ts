import type { HostFile, HostTree } from "../../../operations/engine/host-file";
import { StoredSecrets } from "../../../operations/secrets/stored-secrets";

/** A copy as it should lie on the host of the environment `trial`. */
export const copyOf = (
  name: string,
  uid: number,
  content: string | Buffer,
  more: Partial<HostFile> = {},
): HostFile => ({
  path: `trial/secrets/${uid}/${name}`,
  uid,
  gid: uid,
  mode: 0o400,
  content: Buffer.from(content),
  ...more,
});

export function storedWith(files: readonly HostFile[], more: Partial<HostTree> = {}): StoredSecrets {
  return new StoredSecrets("trial", { folders: [], files, others: [], ...more });
}
