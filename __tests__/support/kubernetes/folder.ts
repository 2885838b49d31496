import { lstatSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDead, newOwner } from "../engine/owner";

const PREFIX = "bulwark-cluster-";

/** A folder of this process alone; what a process left that was killed is cleared first. */
export function newClusterFolder(): string {
  for (const name of readdirSync(tmpdir())) if (isLeftOver(name)) removeClusterFolder(join(tmpdir(), name));
  const folder = join(tmpdir(), PREFIX + newOwner());
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/** A program that was just killed may still write. */
export function removeClusterFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

function isLeftOver(name: string): boolean {
  if (!name.startsWith(PREFIX) || !isDead(name.slice(PREFIX.length))) return false;
  return lstatSync(join(tmpdir(), name)).uid === process.getuid?.();
}
