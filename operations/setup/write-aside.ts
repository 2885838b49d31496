import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Writes a file beside its place and renames it: whoever reads it sees the old content or all of the new one. */
export async function writeAside(file: string, content: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(aside, content);
  await rename(aside, file);
}
