import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";

/** One file or link below a folder. */
export interface TreeEntry {
  /** Relative to the folder. */
  readonly path: string;
  readonly kind: "file" | "link";
  readonly executable: boolean;
}

/** Files and links at or below the given paths, sorted; what is absent is left out, and so are names that `skip` knows. */
export async function treeEntries(
  folder: string,
  paths: readonly string[],
  skip: (name: string) => boolean = () => false,
): Promise<readonly TreeEntry[]> {
  const found = await Promise.all([...paths].sort().map((path) => entriesAt(folder, path, skip)));
  return found.flat();
}

async function entriesAt(folder: string, path: string, skip: (name: string) => boolean): Promise<readonly TreeEntry[]> {
  const status = await lstat(join(folder, path)).catch(() => undefined);
  if (!status) return [];
  if (status.isDirectory()) {
    const names = (await readdir(join(folder, path))).filter((name) => !skip(name));
    return treeEntries(
      folder,
      names.map((name) => join(path, name)),
      skip,
    );
  }
  const kind = status.isSymbolicLink() ? "link" : "file";
  return [{ path, kind, executable: (status.mode & 0o111) !== 0 }];
}

/** What an entry holds: the bytes of a file, the target of a link. */
export const contentOf = async (folder: string, { path, kind }: TreeEntry): Promise<Buffer> =>
  kind === "link" ? Buffer.from(await readlink(join(folder, path))) : readFile(join(folder, path));
