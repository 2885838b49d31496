import { crc32, deflateRawSync } from "node:zlib";

/** One entry, with whatever is wrong in it: what is left out is as an honest program writes it. */
export interface ZipEntry {
  readonly name: string | Buffer;
  readonly data?: string | Buffer;
  readonly method?: number;
  readonly flags?: number;
  /** Of Unix. @default 0o100644, a plain file */
  readonly mode?: number;
  /** As the archive says it. @default - what is true */
  readonly size?: number;
}

/** A zip of any entries, also of those that no program writes. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { header, name, packed, attributes } = written(entry);
    locals.push(Buffer.from("PK\x03\x04", "latin1"), header, name, packed);
    central.push(directoryEntry({ header, name, attributes, offset }));
    offset += 4 + header.length + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  return Buffer.concat([...locals, directory, endOf(entries.length, directory.length, offset)]);
}

function written({ name, data = "{}", method = 8, flags = 0, mode = 0o100644, size }: ZipEntry) {
  const bytes = Buffer.from(data);
  const packed = method === 8 ? deflateRawSync(bytes) : bytes;
  const nameBytes = Buffer.from(name);
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(flags, 2);
  header.writeUInt16LE(method, 4);
  header.writeUInt32LE(crc32(bytes), 10);
  header.writeUInt32LE(packed.length, 14);
  header.writeUInt32LE(size ?? bytes.length, 18);
  header.writeUInt16LE(nameBytes.length, 22);
  return { header, name: nameBytes, packed, attributes: (mode << 16) >>> 0 };
}

interface DirectoryEntry {
  readonly header: Buffer;
  readonly name: Buffer;
  readonly attributes: number;
  readonly offset: number;
}

function directoryEntry({ header, name, attributes, offset }: DirectoryEntry): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(attributes, 6);
  tail.writeUInt32LE(offset, 10);
  const madeOnUnix = Buffer.from([20, 3]);
  return Buffer.concat([Buffer.from("PK\x01\x02", "latin1"), madeOnUnix, header, tail, name]);
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
