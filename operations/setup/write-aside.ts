import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { cacheNotWritable } from "./errors";

/**
 * Writes a file of the cache beside its place and renames it: whoever reads it sees the old content or all of the new one.
 *
 * @throws BulwarkError with exit code 3 when this user may not write there
 */
export async function writeAside(file: string, content: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(aside, content);
    await rename(aside, file);
  } catch (error) {
    throw cacheNotWritable(dirname(file), (error as Error).message);
  }
}
