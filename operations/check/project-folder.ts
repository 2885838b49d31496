import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import type { FileAnswer, ReadFile } from "../../policies/readers/compose";

/** Larger than any file that somebody includes, extends or keeps variables in. */
const MOST_MEGABYTES = 1;

/**
 * Opens the files that a compose file names, as long as they lie in its folder: what a stranger wrote must not make this
 * machine show its files, nor wait for a pipe or a device. Links are followed first, and judged by where they lead.
 */
export function projectFolder(composeFile: string): ReadFile {
  const folder = realpathSync(dirname(resolve(composeFile)));
  return (path) => {
    try {
      const file = realpathSync(resolve(folder, path));
      return isBelow(file, folder) ? opened(file) : OUTSIDE;
    } catch (error) {
      return isBelow(resolve(folder, path), folder) ? failed(error as NodeJS.ErrnoException) : OUTSIDE;
    }
  };
}

const OUTSIDE: FileAnswer = { refused: "outside of the project's folder" };

const isBelow = (file: string, folder: string): boolean =>
  file.startsWith(folder.endsWith(sep) ? folder : folder + sep);

function opened(file: string): FileAnswer {
  const stat = statSync(file);
  if (!stat.isFile()) return { refused: "no file" };
  if (stat.size > MOST_MEGABYTES * 1024 * 1024) return { refused: `larger than ${MOST_MEGABYTES} MB` };
  const bytes = readFileSync(file);
  return bytes.includes(0) ? { refused: "no UTF-8 text" } : { text: bytes.toString("utf8").replace(/^\uFEFF/, "") };
}

const failed = ({ code }: NodeJS.ErrnoException): FileAnswer =>
  code === "ENOENT" || code === "ENOTDIR" ? { refused: "missing", isMissing: true } : { refused: "not readable" };
