import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { UnreadableSource } from "../../policies/errors";
import type { Platform } from "../../policies/facts/subject";
import { composePlatform } from "../../policies/readers/compose";
import { kubernetesPlatform } from "../../policies/readers/kubernetes";
import { synthPlatform } from "../../policies/readers/synth";
import { inputTooLarge, noSuchInput, nothingToCheck, refusedByReader, unreadableInput } from "./errors";

const MOST_MEGABYTES = 100;

interface Input {
  readonly file: string;
  readonly text: string;
}

/** What files and folders say, each by the reader that knows it. */
export function platformsIn(paths: readonly string[]): readonly Platform[] {
  const inputs = paths.flatMap(filesBelow).map(read);
  const platforms = inputs.flatMap((input) => platformOf(input) ?? []);
  if (platforms.length === 0) throw nothingToCheck(paths);
  return platforms;
}

/** All that is below a folder, but templates of charts and installed packages. */
function filesBelow(path: string): readonly string[] {
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

function read(file: string): Input {
  if (statSync(file).size > MOST_MEGABYTES * 1024 * 1024) throw inputTooLarge(file, MOST_MEGABYTES);
  const text = readFileSync(file, "utf8");
  if (text.includes("\0")) throw unreadableInput(file, "it is no UTF-8 text");
  return { file, text: text.replace(/^\uFEFF/, "") };
}

/** Undefined for YAML and JSON of another kind. */
function platformOf({ file, text }: Input): Platform | undefined {
  if (file.endsWith(".json")) return terraformPlatform(file, text);
  if (/^services:/m.test(text)) return readWith(file, () => composePlatform(text, file));
  if (/^kind:/m.test(text) && /^apiVersion:/m.test(text)) {
    return readWith(file, () => kubernetesPlatform([{ file, text }]));
  }
  return undefined;
}

function terraformPlatform(file: string, text: string): Platform | undefined {
  const json = readWith(file, () => JSON.parse(text) as unknown);
  if (typeof json !== "object" || json === null || !("resource" in json || "terraform" in json)) return undefined;
  return synthPlatform(json, file);
}

function readWith<T>(file: string, reader: () => T): T {
  try {
    return reader();
  } catch (error) {
    if (error instanceof UnreadableSource) throw refusedByReader(error.message);
    throw unreadableInput(file, (error as Error).message);
  }
}
