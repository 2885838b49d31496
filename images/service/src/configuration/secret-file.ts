import { readFileSync } from "node:fs";
import { fileUnusable } from "../errors";

/**
 * The content of a secret file without its final line break.
 * Throws when it cannot be read or is empty; the message names the path and never holds content.
 */
export function readSecret(path: string): string {
  const content = readText(path).replace(/\r?\n$/, "");
  if (content === "") throw fileUnusable(path, "is empty");
  return content;
}

export function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw fileUnusable(path, `cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"})`);
  }
}
