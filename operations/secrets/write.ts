import { CopyState, settled, type CopyReport, type Wishes } from "./reconcile";
import { exportAuthority } from "./export-authority";
import { folderFaults, wantedFolders, type FolderFault } from "./folders";
import type { OpenSecrets } from "./open";
import type { WantedSecret } from "./wanted-secret";

export interface Written {
  readonly secrets: readonly CopyReport[];
  /** Folders that were open to more than they should be, and are no longer. */
  readonly folders: readonly FolderFault[];
  /** Where the certificate of the local CA lies on this machine, for `curl --cacert`. */
  readonly caFile: string | undefined;
}

/**
 * Brings every copy to what it should be, in one request. A copy that is good is not touched: its time says since when.
 */
export async function writeSettled(
  wanted: readonly WantedSecret[],
  { held, stored }: OpenSecrets,
  wishes: Wishes & { readonly projectFolder: string },
): Promise<Written> {
  const { copies, authority } = await settled(wanted, stored, wishes);
  const folders = wantedFolders(
    wishes.environment,
    copies.map(({ file }) => uidOf(file.path)),
  );
  const faults = await folderFaults(folders, held, stored.tree);
  const files = copies.filter(({ report }) => report.state !== CopyState.PRESENT).map(({ file }) => file);
  if (files.length + faults.length > 0) await held.putFiles(files, folders);
  return {
    secrets: copies.map(({ report }) => report),
    folders: faults.filter(({ detail }) => detail !== undefined),
    caFile: authority && exportAuthority(authority.certificate, wishes),
  };
}

/** The folder of a copy is named like its user, whatever the file's owner. */
function uidOf(path: string): number {
  return Number(path.split("/").at(-2));
}
