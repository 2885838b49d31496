import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { inputTooLarge, noSuchInput, notAFile, unreadableInput } from "./errors";

export interface Input {
  readonly file: string;
  readonly text: string;
}

/** All that is below a folder, but templates of charts and installed packages. */
export function filesBelow(path: string): readonly string[] {
  if (!existsSync(path)) throw noSuchInput(path);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.(ya?ml|tf\.json)$/.test(entry.name) &&
        !/\/(charts|node_modules)(\/|$)/.test(entry.parentPath),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** @throws BulwarkError with exit code 2 for what is no file, too large, or no UTF-8 */
export function readInput(file: string, mostMegabytes: number): Input {
  const stat = statSync(file);
  // A pipe or a device may never end.
  if (!stat.isFile()) throw notAFile(file);
  if (stat.size > mostMegabytes * 1024 * 1024) throw inputTooLarge(file, mostMegabytes);
  const bytes = readFileSync(file);
  // Every other byte of UTF-16 is zero where the text is English.
  if (bytes.includes(0)) throw unreadableInput(file, "it is no UTF-8 text: save it as UTF-8");
  return { file, text: bytes.toString("utf8").replace(/^\uFEFF/, "") };
}
