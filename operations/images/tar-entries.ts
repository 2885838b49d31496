import type { Readable } from "node:stream";

import * as tar from "tar-stream";

/** One entry of a tar stream. What is not read of `content` is skipped when the next entry is asked for. */
export interface TarEntry {
  readonly header: tar.Header;
  readonly content: AsyncIterable<Buffer>;
}

/** The entries of a tar stream in their own order. */
export async function* tarEntries(archive: Readable): AsyncGenerator<TarEntry> {
  const extract = tar.extract();
  // `pipe` alone would leave the reader waiting for ever when the source fails.
  archive.once("error", (error) => extract.destroy(error));
  for await (const entry of archive.pipe(extract)) {
    yield { header: entry.header, content: entry as AsyncIterable<unknown> as AsyncIterable<Buffer> };
    entry.resume();
  }
}
