import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");
const BUILT = join(ROOT, "dist", "functions", "rotate-postgres", "index.js");

/** Bundles the function that rotates as it is now. @returns where it lies */
export function bundleRotation(file: string): string {
  execFileSync(process.execPath, [join(ROOT, "functions", "rotate-postgres", "bundle.js"), file]);
  return file;
}

/** What `npm run build` makes, where it was not run yet: a construct looks for it there. */
export function ensureRotationBundle(): void {
  if (!existsSync(BUILT)) bundleRotation(BUILT);
}
