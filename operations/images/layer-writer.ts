import { once } from "node:events";
import { dirname } from "node:path";
import { Readable } from "node:stream";

import * as tar from "tar-stream";

/** Every time in an image is at most this one, so that the same packages give the same bytes. */
export const LATEST_TIME = new Date("2024-01-01T00:00:00Z");

export interface Attributes {
  readonly mode: number;
  readonly owner: number;
  /** @default - the owner */
  readonly group?: number;
  /** @default LATEST_TIME */
  readonly modified?: Date;
}

type Entry = Parameters<tar.Pack["entry"]>[0];

const PLAIN: Attributes = { mode: 0o755, owner: 0 };

/**
 * Writes one layer as a tar stream, in the order of the calls. The first entry of a path wins. Parents come by themselves; a
 * folder that is only offered is left out when nothing lies below it. No entry is setuid or setgid.
 */
export class LayerWriter {
  private readonly written = new Set<string>();
  private readonly offered = new Map<string, Attributes>();
  private readonly pack = tar.pack();

  /** The tar stream; must be read for the calls to return. */
  public output(): Readable {
    return Readable.from(this.pack, { objectMode: false });
  }

  public has(path: string): boolean {
    return this.written.has(path);
  }

  /** A folder that is there even when empty. */
  public async folder(path: string, attributes: Attributes): Promise<void> {
    if (await this.claim(path)) await this.entry({ ...header(path, attributes), type: "directory" });
  }

  /** A folder that is written with these attributes once something lies below it, at once when they are unusual. */
  public async offerFolder(path: string, attributes: Attributes): Promise<void> {
    this.offered.set(path, this.offered.get(path) ?? attributes);
    const usual = attributes.mode === PLAIN.mode && attributes.owner === 0 && (attributes.group ?? 0) === 0;
    if (!usual) await this.folder(path, attributes);
  }

  public async file(path: string, attributes: Attributes, content: Buffer | string): Promise<void> {
    if (await this.claim(path)) await this.entry(header(path, attributes), Buffer.from(content));
  }

  /** A file of known size, streamed. */
  public async stream(
    path: string,
    attributes: Attributes & { readonly size: number },
    content: AsyncIterable<Buffer>,
  ) {
    if (!(await this.claim(path))) return;
    const sink = this.pack.entry({ ...header(path, attributes), size: attributes.size });
    // A content that fails is thrown below; without a listener its echo here would end the process.
    sink.on("error", () => undefined);
    for await (const chunk of content) if (!sink.write(chunk)) await once(sink, "drain");
    sink.end(null);
    await once(sink, "finish");
  }

  public async link(path: string, linkname: string): Promise<void> {
    const attributes = { mode: 0o777, owner: 0 };
    if (await this.claim(path)) await this.entry({ ...header(path, attributes), type: "symlink", linkname });
  }

  /** A second name for a file of this layer. */
  public async hardLink(path: string, linkname: string, attributes: Attributes): Promise<void> {
    if (await this.claim(path)) await this.entry({ ...header(path, attributes), type: "link", linkname });
  }

  public finish(): void {
    this.pack.finalize();
  }

  /** Ends the stream with the failure, for its reader. */
  public fail(failure: unknown): void {
    this.pack.destroy(failure as Error);
  }

  /** Takes the path and writes its parents; false when it is taken. */
  private async claim(path: string): Promise<boolean> {
    if (this.written.has(path)) return false;
    const parent = dirname(path);
    if (parent !== "." && !this.written.has(parent)) await this.folder(parent, this.offered.get(parent) ?? PLAIN);
    this.written.add(path);
    return true;
  }

  private entry(entry: Entry, content?: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: Error | null) => (error ? reject(error) : resolve());
      if (content) this.pack.entry(entry, content, done);
      else this.pack.entry(entry, done);
    });
  }
}

function header(name: string, { mode, owner, group, modified }: Attributes): Entry {
  const mtime = modified && modified < LATEST_TIME ? modified : LATEST_TIME;
  return { name, mode: mode & 0o1777, uid: owner, gid: group ?? owner, mtime, type: "file", uname: "", gname: "" };
}
