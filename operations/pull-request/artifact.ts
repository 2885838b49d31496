import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { BulwarkError } from "../errors";
import { entryName, TakenNames } from "./entry-name";
import { badEntry, noZip, tooLarge, tooManyEntries } from "./errors";

/**
 * What an artifact may be. Bulwark's own five environments are 1.3 MB in 60 files; a thousand resources are 3 MB.
 */
export interface ArtifactLimits {
  /** @default 2000 */
  readonly entries?: number;
  /** Bytes of one file, unpacked. @default 25 MiB */
  readonly file?: number;
  /** Bytes of all files, unpacked. @default 100 MiB */
  readonly total?: number;
  /** How many times larger a file may be than what it is unpacked from; those below 1 MiB are not asked. @default 200 */
  readonly ratio?: number;
}

const MEBIBYTE = 1024 * 1024;

const LIMITS: Required<ArtifactLimits> = { entries: 2000, file: 25 * MEBIBYTE, total: 100 * MEBIBYTE, ratio: 200 };

/** Bits of Unix in the upper half of an entry's attributes. https://man7.org/linux/man-pages/man7/inode.7.html */
const MODE = { type: 0o170000, file: 0o100000, folder: 0o040000 } as const;

/** As they are, and deflated. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.4.5 */
const METHODS: readonly number[] = [0, 8];

/**
 * Unpacks what a stranger packed. Every entry is judged before any is written, and each is counted while it is unpacked, since
 * sizes in the archive are a stranger's word too.
 *
 * @param folder a new one, of which nothing is known to anybody else
 * @returns the number of files
 * @throws BulwarkError with exit code 2 for whatever is no plain file of a synthesized output, with the entry and why
 */
export async function unpackArtifact(file: string, folder: string, limits: ArtifactLimits = {}): Promise<number> {
  const most = { ...LIMITS, ...limits };
  const zip = await understood(() => openPromise(file, { decodeStrings: false, autoClose: false }));
  try {
    const files = await understood(() => judged(zip, most));
    await understood(() => unpacked(zip, { files, folder, most }));
    return files.length;
  } finally {
    zip.close();
  }
}

/** Whatever the reader of archives throws, and however: the archive is wrong. */
async function understood<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BulwarkError || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw noZip(error instanceof Error ? error.message : String(error));
  }
}

interface JudgedFile {
  readonly entry: Entry;
  readonly path: string;
}

async function judged(zip: ZipFile, most: Required<ArtifactLimits>): Promise<readonly JudgedFile[]> {
  if (zip.entryCount > most.entries) throw tooManyEntries(zip.entryCount, most.entries);
  const taken = new TakenNames();
  const files: JudgedFile[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const name = entryName(entry.fileNameRaw);
    taken.take(name);
    const path = name.parts.join("/");
    requirePlain(entry, path, name.isFolder);
    if (name.isFolder) continue;
    requireSmall(entry, path, most);
    if ((total += entry.uncompressedSize) > most.total) throw tooLarge("all of it", most.total);
    files.push({ entry, path });
  }
  return files;
}

function requirePlain(entry: Entry, path: string, isFolder: boolean): void {
  const type = (entry.externalFileAttributes >>> 16) & MODE.type;
  const wanted = isFolder ? MODE.folder : MODE.file;
  if (type !== 0 && type !== wanted) throw badEntry(path, "is a link, or something else that is no plain file");
  if (entry.isEncrypted()) throw badEntry(path, "is encrypted");
  if (!METHODS.includes(entry.compressionMethod)) throw badEntry(path, "is compressed in a way that nobody uses");
  if (isFolder && entry.uncompressedSize > 0) throw badEntry(path, "is a folder that holds bytes");
}

function requireSmall({ uncompressedSize, compressedSize }: Entry, path: string, most: Required<ArtifactLimits>): void {
  if (uncompressedSize > most.file) throw tooLarge(`the entry '${path}'`, most.file);
  const isBomb = uncompressedSize > MEBIBYTE && uncompressedSize > compressedSize * most.ratio;
  if (isBomb) throw badEntry(path, `is more than ${most.ratio} times as large as what it is unpacked from`);
}

interface Unpacking {
  readonly files: readonly JudgedFile[];
  readonly folder: string;
  readonly most: Required<ArtifactLimits>;
}

async function unpacked(zip: ZipFile, { files, folder, most }: Unpacking): Promise<void> {
  let total = 0;
  for (const { entry, path } of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    const counted = async function* (bytes: AsyncIterable<Buffer>) {
      let size = 0;
      for await (const chunk of bytes) {
        if ((size += chunk.length) > most.file) throw tooLarge(`the entry '${path}'`, most.file);
        if ((total += chunk.length) > most.total) throw tooLarge("all of it", most.total);
        yield chunk;
      }
    };
    await pipeline(await zip.openReadStreamPromise(entry), counted, createWriteStream(target, { flags: "wx" }));
  }
}
