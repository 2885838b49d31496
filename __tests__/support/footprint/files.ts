import { createHash } from "node:crypto";
import { type BigIntStats, type Stats, existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { parseMountinfo } from "../kernel/mountinfo";

export interface FileOptions {
  /** Folders whose files are listed; one that is missing is listed as such. @default - none */
  readonly folders?: readonly string[];
  /** Names of files and folders that are left out, at any depth. @default - none */
  readonly ignore?: readonly string[];
}

/** Larger files are compared by size and time of change. */
const HASHED_BYTES = 1024 * 1024;

export function filesBelow({ folders = [], ignore = [] }: FileOptions): readonly string[] {
  return folders.flatMap((folder) => (existsSync(folder) ? below(folder, ignore) : [`${folder} is missing`])).sort();
}

function below(path: string, ignore: readonly string[]): readonly string[] {
  const stats = lstatSync(path);
  const entries = stats.isDirectory() ? readdirSync(path).filter((name) => !ignore.includes(name)) : [];
  const line = `${path} ${stats.mode.toString(8)} ${stats.uid}:${stats.gid} ${contentOf(path, stats)}`.trimEnd();
  return [line, ...entries.flatMap((name) => below(join(path, name), ignore))];
}

function contentOf(path: string, stats: Stats | BigIntStats): string {
  if (stats.isSymbolicLink()) return `-> ${readlinkSync(path)}`;
  if (!stats.isFile()) return "";
  if (stats.size > HASHED_BYTES) return `${stats.size} bytes, changed ${stats.mtimeMs}`;
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** Folders below this path in every mounted cgroup hierarchy, of v1 and v2. */
export function cgroupsBelow(cgroup: string): readonly string[] {
  const hierarchies = parseMountinfo(readFileSync("/proc/self/mountinfo", "utf8")).filter(({ type }) =>
    /^cgroup2?$/.test(type),
  );
  return hierarchies.flatMap(({ target }) => foldersBelow(join(target, cgroup))).sort();
}

function foldersBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const children = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const paths = children.map((entry) => join(folder, entry.name));
  return [...paths, ...paths.flatMap(foldersBelow)];
}
