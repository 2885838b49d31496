import type { HeldFolder } from "../engine/holder";
import type { HostFolder, HostTree } from "../engine/host-file";
import { onHost, ROOT, secretsFolder } from "./paths";
import { looseness } from "./reconcile";

export interface FolderFault {
  /** As on the Docker host. */
  readonly path: string;
  /** Undefined when it is missing. */
  readonly detail: string | undefined;
}

/** Passed through by all, listed by root alone. */
const PASSAGE = 0o711;
/**
 * For root alone. The engine binds files as root; a user of the host with the number of a container's user gets none.
 */
const CLOSED = 0o700;

const owned = (mode: number) => (path: string) => ({ path, uid: ROOT, gid: ROOT, mode });

/** The folder of an environment and the one above it. */
export const environmentFolders = (environment: string): readonly HostFolder[] => ["", environment].map(owned(PASSAGE));

/** The folders that the secrets of these users lie in, each after the one above it. */
export function wantedFolders(environment: string, uids: readonly number[]): readonly HostFolder[] {
  const secrets = secretsFolder(environment);
  const closed = [secrets, ...[...new Set(uids)].sort((a, b) => a - b).map((uid) => `${secrets}/${uid}`)];
  return [...environmentFolders(environment), ...closed.map(owned(CLOSED))];
}

/** Which of them are missing, or open to more than they should be. */
export async function folderFaults(
  wanted: readonly HostFolder[],
  held: HeldFolder,
  tree: HostTree,
): Promise<readonly FolderFault[]> {
  const faults: FolderFault[] = [];
  for (const folder of wanted) {
    const is = tree.folders.find(({ path }) => path === folder.path) ?? (await asStat(folder, held));
    const detail = is && looseness(is, folder);
    if (is === undefined || detail !== undefined) faults.push({ path: onHost(folder.path), detail });
  }
  return faults;
}

/** What lies above the tree is not read, only asked for its mode. */
async function asStat(folder: HostFolder, held: HeldFolder): Promise<HostFolder | undefined> {
  const found = await held.stat(folder.path);
  return found && { ...folder, mode: found.mode };
}
