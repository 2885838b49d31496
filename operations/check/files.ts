import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { UnreadableSource } from "../../policies/errors";
import { inputTooLarge, noMegabytes, noSuchInput, notAFile, refusedByReader, unreadableInput } from "./errors";

/** No file of a platform is as large; what is may be no such file. */
export const MOST_MEGABYTES = 100;

/** @throws BulwarkError with exit code 2 for what is no number above 0 */
export function megabytes(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw noMegabytes(text);
  return number;
}

export interface Input {
  readonly file: string;
  readonly text: string;
}

/**
 * All that is below a folder, but templates of charts and installed packages. Links are not followed.
 *
 * @throws BulwarkError with exit code 2 for what is not there, or a folder that may not be read
 */
export function filesBelow(path: string): readonly string[] {
  if (!existsSync(path)) throw noSuchInput(path);
  if (!statSync(path).isDirectory()) return [path];
  return readable(path, () => readdirSync(path, { recursive: true, withFileTypes: true }))
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.(ya?ml|tf\.json)$/.test(entry.name) &&
        !/(^|\/)(charts|node_modules)(\/|$)/.test(relative(path, entry.parentPath)),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** @throws BulwarkError with exit code 2 for what is no file, too large, or no UTF-8 */
export function readInput(file: string, mostMegabytes: number): Input {
  const stat = readable(file, () => statSync(file));
  // A pipe or a device may never end.
  if (!stat.isFile()) throw notAFile(file);
  if (stat.size > mostMegabytes * 1024 * 1024) throw inputTooLarge(file, mostMegabytes);
  const bytes = readable(file, () => readFileSync(file));
  // Every other byte of UTF-16 is zero where the text is English.
  if (bytes.includes(0)) throw unreadableInput(file, "it is no UTF-8 text: save it as UTF-8");
  return { file, text: readable(file, () => bytes.toString("utf8")).replace(/^\uFEFF/, "") };
}

/** Who may not read it, or has no room for it, is told which one that is. */
function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { path: culprit = path, message } = error as NodeJS.ErrnoException;
    throw unreadableInput(culprit, `it cannot be read: ${message}`);
  }
}

/** Deeper than any tool writes, and as deep as what follows can go into it. */
const DEEPEST = 1000;

/**
 * @throws BulwarkError with exit code 2 for what is no JSON, or nested beyond any use. What stands in the text is not told: the
 * parser's own words quote it, and it may be a secret.
 */
export function readJson({ file, text }: Input): unknown {
  if (text.trim() === "") throw unreadableInput(file, "it is empty");
  if (depthOf(text) > DEEPEST) throw unreadableInput(file, `it is nested more than ${DEEPEST} deep`);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const [, at] = /at position (\d+)/.exec((error as Error).message) ?? [];
    const where = at === undefined ? ", or not all of it" : `: line ${text.slice(0, Number(at)).split("\n").length}`;
    throw unreadableInput(file, `it is no JSON${where}`);
  }
}

/** Of brackets that are open at once, but in texts. */
function depthOf(text: string): number {
  let [depth, deepest, isText] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) isText = !isText;
    else if (isText) at += code === BACKSLASH ? 1 : 0;
    else if (code === LIST || code === MAP) deepest = Math.max(deepest, ++depth);
    else if (code === LIST + 2 || code === MAP + 2) depth--;
  }
  return deepest;
}

const [QUOTE, BACKSLASH, LIST, MAP] = [0x22, 0x5c, 0x5b, 0x7b];

/** @throws BulwarkError with exit code 2 for whatever a reader cannot read */
export function readWith<T>(file: string, reader: () => T): T {
  try {
    return reader();
  } catch (error) {
    if (error instanceof UnreadableSource) throw refusedByReader(error.message);
    throw unreadableInput(file, (error as Error).message);
  }
}
