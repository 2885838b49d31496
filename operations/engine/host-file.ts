/** Who owns an entry of a folder on a Docker host, and who may do what with it. */
export interface HostFolder {
  /** Relative to the folder that was opened; empty for that folder itself. */
  readonly path: string;
  readonly uid: number;
  readonly gid: number;
  /** The permission bits alone, `0o400`. */
  readonly mode: number;
}

/** A file on a Docker host. */
export interface HostFile extends HostFolder {
  readonly content: Buffer;
}

/** What lies below a folder on a Docker host. Links, devices and the like are named, never followed or read. */
export interface HostTree {
  readonly folders: readonly HostFolder[];
  readonly files: readonly HostFile[];
  readonly others: readonly HostFolder[];
}

export const EMPTY_TREE: HostTree = { folders: [], files: [], others: [] };
