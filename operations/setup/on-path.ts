import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** The absolute path of a program, looked for in `path` (as in `$PATH`) and then in `further` folders. */
export function tryOnPath(program: string, path: string = process.env["PATH"] ?? "", further: readonly string[] = []) {
  return [...path.split(delimiter), ...further]
    .filter(isAbsolute)
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

/** Where daemons and package tools lie; an ordinary user's PATH often leaves these out. */
export const SYSTEM_FOLDERS = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
