import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { tarEntries } from "../../../operations/images/tar-entries";

export interface Listed {
  readonly type: string;
  /** Octal. */
  readonly mode: string;
  readonly owner: string;
  readonly time: string;
  readonly content: string;
}

/** What a tar stream or file holds, by path, in its order. */
export async function listing(archive: Readable | string): Promise<Readonly<Record<string, Listed>>> {
  const listed: Record<string, Listed> = {};
  const stream = typeof archive === "string" ? createReadStream(archive) : archive;
  for await (const { header, content } of tarEntries(stream)) {
    const chunks: Buffer[] = [];
    for await (const chunk of content) chunks.push(chunk);
    const { type, mode, uid, gid, mtime, linkname } = header;
    const text = linkname || Buffer.concat(chunks).toString();
    const time = mtime.toISOString();
    listed[header.name] = { type, mode: mode.toString(8), owner: `${uid}:${gid}`, time, content: text };
  }
  return listed;
}
