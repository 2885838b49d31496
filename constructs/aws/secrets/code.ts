import { existsSync } from "node:fs";
import { join } from "node:path";
import { AssetType, TerraformAsset } from "cdktf";
import type { Construct } from "constructs";
import { notBundled } from "./errors";

const FUNCTION = join("functions", "rotate-postgres");
const ROOT = join(__dirname, "..", "..", "..");

/** What is built lies in `dist/`, where this file is as well, unless it is run from its source. */
const PLACES = [join(ROOT, FUNCTION), join(ROOT, "dist", FUNCTION)];

/** The bundle of the function that rotates. @throws InvalidPlatform when it was not built */
export function rotationCode(scope: Construct): TerraformAsset {
  const folder = PLACES.find((place) => existsSync(join(place, "index.js")));
  if (folder === undefined) throw notBundled(scope, join("dist", FUNCTION));
  return new TerraformAsset(scope, "code", { path: folder, type: AssetType.ARCHIVE });
}
