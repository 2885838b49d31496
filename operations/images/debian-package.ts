import { runTool, startTool } from "./run-tool";
import { tarEntries, type TarEntry } from "./tar-entries";

/** One file, folder or link of a package. */
export interface PackageEntry extends TarEntry {
  /** Relative, in the merged layout: `bin/x` comes as `usr/bin/x`. */
  readonly path: string;
  /** Of a hard link: a path like `path`. Of a symbolic link: as it stands. */
  readonly linkTarget: string;
}

/** The entries of a package in their own order, streamed. */
export async function* packageEntries(file: string): AsyncGenerator<PackageEntry> {
  const tool = startTool("dpkg-deb", ["--fsys-tarfile", file]);
  try {
    for await (const entry of tarEntries(tool.output)) {
      const { name, type, linkname } = entry.header;
      const linkTarget = type === "link" ? mergedPath(linkname) : linkname;
      if (mergedPath(name) !== "") yield { ...entry, path: mergedPath(name), linkTarget };
    }
    await tool.done;
  } finally {
    // A reader that stops early must not leave the program waiting for it.
    tool.output.destroy();
  }
}

/** `./bin/x` → `usr/bin/x`: /bin, /sbin and /lib are links into /usr. https://wiki.debian.org/UsrMerge */
export function mergedPath(name: string): string {
  const path = name.replace(/^(\.?\/)+/, "").replace(/\/+$/, "");
  return /^(bin|sbin|lib|lib64)(\/|$)/.test(path) ? `usr/${path}` : path === "." ? "" : path;
}

/** The package's control record; scanners read it from `/var/lib/dpkg/status.d`. */
export const controlRecord = (file: string): Promise<string> => runTool("dpkg-deb", ["--field", file]);
