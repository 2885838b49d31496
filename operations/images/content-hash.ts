import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

import { canonicalJson } from "./canonical-json";

/** Hex SHA-256 of a value as canonical JSON. */
export const hashOf = (value: unknown): string => createHash("sha256").update(canonicalJson(value)).digest("hex");

/** Hex SHA-256 of bytes or text. */
export const hashOfBytes = (content: Buffer | string): string => createHash("sha256").update(content).digest("hex");

/** Digest of a file, read as a stream. */
export async function digestOfFile(file: string, algorithm: "sha256" | "sha512", encoding: "hex" | "base64") {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest(encoding);
}
