import { readFileSync, realpathSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";

/** Larger than any file of a chart: a release that holds the chart may have a megabyte. https://helm.sh/docs/topics/advanced/ */
const MOST_BYTES = 1024 * 1024;

/**
 * Reads files of charts that lie where the module's folder, or the project around it, has them. What leads elsewhere is as if
 * it were not there: a file from a stranger must not say which files of this machine are read.
 */
export const chartFileBelow =
  (folder: string, project = process.cwd()) =>
  (path: string): string | undefined => {
    try {
      const file = realpathSync(resolve(folder, path));
      const isInside = [folder, project].some((root) => file.startsWith(realpathSync(root) + sep));
      const stat = statSync(file);
      return isInside && stat.isFile() && stat.size <= MOST_BYTES ? readFileSync(file, "utf8") : undefined;
    } catch {
      return undefined;
    }
  };
