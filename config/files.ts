import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { noSuchFile, notReadable } from "./errors";

const ENDINGS = [".yaml", ".yml"];

export const isYaml = (file: string): boolean => ENDINGS.includes(extname(file));

/** `environments/qa.yaml` → `qa` */
export const nameOf = (file: string): string => basename(file, extname(file));

export const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

/** The YAML files of a folder by name, sorted; none when there is no such folder. */
export function yamlFilesIn(folder: string): readonly string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && isYaml(entry.name) && !entry.name.startsWith("."))
    .map((entry) => entry.name)
    .sort();
}

/** Paths of the YAML files of a folder, in the order of their names. */
export const environmentFiles = (folder: string): readonly string[] =>
  yamlFilesIn(folder).map((file) => join(folder, file));

/** @throws InvalidEnvironment when the file is not there, is a folder, or may not be read */
export function textOf(file: string): string {
  // It may never end.
  if (existsSync(file) && statSync(file).isFIFO()) throw notReadable(file, "it is a pipe");
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === "ENOENT" ? noSuchFile(file) : notReadable(file, REASONS[code ?? ""] ?? message);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EISDIR: "it is a folder",
  EACCES: "you have no right to read it",
  ENOTDIR: "a part of its path is not a folder",
};
