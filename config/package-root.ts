import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folder of this package, whether this file runs compiled (`dist/operations/`) or as a test sees it: recipes and
 * pins lie below it and are not compiled.
 */
export function packageRoot(from: string = __dirname): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (nameIn(join(folder, "package.json")) === "bulwark") return folder;
  }
  return process.cwd();
}

function nameIn(packageFile: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(packageFile, "utf8")) as { readonly name?: string }).name;
  } catch {
    return undefined;
  }
}
