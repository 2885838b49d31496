import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const ROOT = join(__dirname, "../../..");

/** Folders that git does not keep: named in .gitignore, and git's own. */
const IGNORED: ReadonlySet<string> = new Set([
  ".git",
  ...readFileSync(join(ROOT, ".gitignore"), "utf8")
    .split("\n")
    .flatMap((line) => /^\/?([\w.-]+)\/$/.exec(line)?.[1] ?? []),
]);

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return IGNORED.has(entry.name) ? [] : filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

/** Every file of the project that git keeps, by its path from the root. */
export const FILES: readonly string[] = filesBelow(".").slice().sort();

export const textOf = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** The texts of files by path. */
export type Sources = ReadonlyMap<string, string>;

export const sourcesOf = (paths: readonly string[]): Sources => new Map(paths.map((path) => [path, textOf(path)]));

/** The reference service has a package, a lint and a map of its own. */
const isOwnPackage = (path: string): boolean => path.startsWith("images/service/");

/** TypeScript that is shipped: no tests, and no package of its own. */
export const PRODUCT: readonly string[] = FILES.filter(
  (path) => path.endsWith(".ts") && !path.startsWith("__tests__/") && !isOwnPackage(path),
);

/** Folders that hold files, but for those that mirror another folder or belong to a package of its own. */
export const FOLDERS: readonly string[] = [...new Set(FILES.flatMap(foldersOf))]
  .filter((folder) => !/^__tests__\/(?!support\b|e2e\b)/.test(folder) && !folder.endsWith("/__snapshots__"))
  .filter((folder) => folder === "images/service" || !isOwnPackage(folder))
  .sort();

function foldersOf(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === "." ? [] : [folder, ...foldersOf(folder)];
}
