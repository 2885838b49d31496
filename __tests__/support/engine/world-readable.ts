import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");
const PLACE = "/run/bulwark-for-everybody";

/**
 * This repository where any user can reach it, for programs that are run without root: a checkout may lie in a folder
 * that only its owner may enter. The mount is in the namespace of the throw-away engine, and goes with it.
 */
export function worldReadable(): string {
  mkdirSync(PLACE, { recursive: true });
  execFileSync("mount", ["--bind", ROOT, PLACE]);
  return PLACE;
}
