import { extract, pack, type Header } from "tar-stream";

import type { HostFile, HostFolder, HostTree } from "./host-file";

/**
 * A tar archive of folders, each before what lies in it, and files, all changed at `modified`. Owners and time travel
 * as PAX records: the old header has no room for a uid above 262143 or for a part of a second.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_03
 */
export async function packed(
  folders: readonly HostFolder[],
  files: readonly HostFile[],
  modified: Date = new Date(),
): Promise<Buffer> {
  const archive = pack();
  for (const folder of folders) archive.entry({ ...headerOf(folder, modified), type: "directory" });
  for (const file of files) archive.entry({ ...headerOf(file, modified), type: "file" }, file.content);
  archive.finalize();
  return allOf(archive);
}

/** What an archive of the engine holds, by paths that start with the name of the folder that was asked for. */
export async function unpacked(archive: AsyncIterable<unknown>): Promise<HostTree> {
  const [folders, files, others]: [HostFolder[], HostFile[], HostFolder[]] = [[], [], []];
  const entries = extract();
  entries.end(await allOf(archive));
  for await (const entry of entries) {
    const content = await allOf(entry);
    const owned = ownedBy(entry.header);
    if (entry.header.type === "directory") folders.push(owned);
    else if (entry.header.type === "file") files.push({ ...owned, content });
    else others.push(owned);
  }
  return { folders, files, others };
}

function headerOf({ path, uid, gid, mode }: HostFolder, modified: Date) {
  const seconds = (modified.getTime() / 1000).toFixed(3);
  return { name: path, mode, mtime: modified, pax: { mtime: seconds, uid: `${uid}`, gid: `${gid}` } };
}

function ownedBy({ name, uid, gid, mode, pax }: Header): HostFolder {
  const exact = (pax ?? {}) as { readonly uid?: string; readonly gid?: string };
  return {
    path: name.replace(/\/$/, ""),
    uid: Number(exact.uid ?? uid),
    gid: Number(exact.gid ?? gid),
    mode: mode & 0o7777,
  };
}

async function allOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
