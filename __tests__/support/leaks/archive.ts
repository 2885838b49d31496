import { gunzipSync, inflateRawSync } from "node:zlib";
import { notZip } from "./errors";
import type { Place } from "./search";

const ZIP = Buffer.from("PK\x03\x04", "latin1");
const GZIP = Buffer.from([0x1f, 0x8b]);
const CENTRAL = 0x02014b50;
const END = Buffer.from("PK\x05\x06", "latin1");

/** The place itself and, for ZIP (a Terraform plan is one) and gzip, what is packed in it. */
export function unpacked(place: Place): readonly Place[] {
  const { content } = place;
  if (content.subarray(0, 4).equals(ZIP)) return [place, ...zipEntries(place)];
  if (content.subarray(0, 2).equals(GZIP)) return [place, ...gunzipped(place)];
  return [place];
}

/** Names are searched too. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT 4.3.12 */
function zipEntries({ place, content }: Place): readonly Place[] {
  const end = content.lastIndexOf(END);
  if (end < 0) throw notZip(place, "it has no directory");
  const count = content.readUInt16LE(end + 10);
  const entries: Place[] = [];
  for (let i = 0, at = content.readUInt32LE(end + 16); i < count; i++) {
    if (content.readUInt32LE(at) !== CENTRAL) throw notZip(place, `entry ${i} of its directory is damaged`);
    const nameLength = content.readUInt16LE(at + 28);
    const name = content.toString("utf8", at + 46, at + 46 + nameLength);
    entries.push({ place: `${place}!${name}`, content: zipEntry(content, at) });
    at += 46 + nameLength + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32);
  }
  return entries.flatMap(unpacked);
}

/** Sizes are taken from the directory: in front of the data they may be zero (streamed). */
function zipEntry(content: Buffer, at: number): Buffer {
  const [method, size, start] = [
    content.readUInt16LE(at + 10),
    content.readUInt32LE(at + 20),
    content.readUInt32LE(at + 42),
  ];
  const data = start + 30 + content.readUInt16LE(start + 26) + content.readUInt16LE(start + 28);
  const packed = content.subarray(data, data + size);
  return method === 0 ? packed : inflateRawSync(packed);
}

/** Only the first two bytes were compared: what does not unpack was something else. */
function gunzipped({ place, content }: Place): readonly Place[] {
  try {
    return unpacked({ place: `${place}!gunzipped`, content: gunzipSync(content) });
  } catch {
    return [];
  }
}
