import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, readlink, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** The list lies in the folder that it describes, so that one rename moves both. */
const LIST = ".bulwark-content.json";

/** One file: its path from the folder, size in bytes, SHA-256 in hex; for a link what it points to. */
type Listed = readonly [path: string, size: number, content: string];

/** Writes down what the folder holds, so that `isIntact` can tell later. */
export async function seal(folder: string): Promise<void> {
  await writeFile(join(folder, LIST), JSON.stringify(await listed(folder)));
}

/** True when the folder holds byte for byte what it held when it was sealed. */
export async function isIntact(folder: string): Promise<boolean> {
  try {
    const expected = JSON.parse(await readFile(join(folder, LIST), "utf8")) as readonly Listed[];
    if (!(await sizesAgree(folder, expected))) return false;
    return JSON.stringify(await listed(folder)) === JSON.stringify(expected);
  } catch {
    return false;
  }
}

/** SHA-256 of a file, in hex. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}

/**
 * One hash over names and contents of all files below a folder: what a build depends on.
 *
 * @param isWanted by its path below the folder; @default - every file counts
 */
export async function hashOfFolder(folder: string, isWanted = (_path: string) => true): Promise<string> {
  return createHash("sha256")
    .update(JSON.stringify(await listed(folder, isWanted)))
    .digest("hex");
}

/** A cut-off file is found without reading hundreds of megabytes. */
async function sizesAgree(folder: string, expected: readonly Listed[]): Promise<boolean> {
  const checks = expected.map(async ([path, size, content]) => {
    return content.startsWith("-> ") || (await stat(join(folder, path))).size === size;
  });
  return (await Promise.all(checks)).every((agrees) => agrees);
}

async function listed(folder: string, isWanted = (_path: string) => true): Promise<readonly Listed[]> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => !entry.isDirectory() && entry.name !== LIST)
    .map((entry) => ({ path: join(entry.parentPath, entry.name), isLink: entry.isSymbolicLink() }))
    .filter(({ path }) => isWanted(path.slice(folder.length + 1)))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const result: Listed[] = [];
  for (let i = 0; i < entries.length; i += AT_ONCE) {
    const batch = entries.slice(i, i + AT_ONCE).map(({ path, isLink }) => list(folder, path, isLink));
    result.push(...(await Promise.all(batch)));
  }
  return result;
}

/** A Go compiler has 15,000 files: one after another they take 14 s, so many at once 3 s. */
const AT_ONCE = 64;

async function list(folder: string, path: string, isLink: boolean): Promise<Listed> {
  const name = path.slice(folder.length + 1);
  if (isLink) return [name, 0, `-> ${await readlink(path)}`];
  const { size } = await stat(path);
  return [name, size, size > STREAMED ? await sha256Of(path) : hashOf(await readFile(path))];
}

/** Larger files are not held in memory. */
const STREAMED = 1 << 20;

const hashOf = (content: Buffer): string => createHash("sha256").update(content).digest("hex");
