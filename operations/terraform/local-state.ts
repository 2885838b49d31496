import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readStack } from "../manifest";
import { stateCutOff } from "./errors";

/**
 * Terraform writes a state on disk in place: one that is killed meanwhile leaves half of it, or nothing. Before its first
 * write it copies what was there to `.backup`; what has happened since is seen on the engine.
 * https://developer.hashicorp.com/terraform/cli/commands/state#backups
 *
 * @returns true when the state was put back
 * @throws BulwarkError with exit code 4 when there is nothing to put back
 */
export function putBackCutOffState(stackFolder: string): boolean {
  const path = readStack(stackFolder).terraform.backend.local?.path;
  if (path === undefined) return false;
  const file = resolve(stackFolder, path);
  if (!existsSync(file) || isWhole(file)) return false;
  const backup = `${file}.backup`;
  if (!existsSync(backup) || !isWhole(backup)) throw stateCutOff(file);
  copyFileSync(backup, file);
  return true;
}

function isWhole(file: string): boolean {
  try {
    return typeof (JSON.parse(readFileSync(file, "utf8")) as { readonly lineage?: unknown }).lineage === "string";
  } catch {
    return false;
  }
}
