import { resolve } from "node:path";
import { awsNameFindings } from "./checks/aws-names";
import { isFile } from "./files";
import type { Finding, Path } from "./problem";
import type { Settings } from "./schema";

/** Where an environment's file is, and so what it is called. */
export interface Place {
  readonly name: string;
  readonly folder: string;
}

/** The only environment that may leave the source of its images to the machine it is deployed from. */
const EMBEDDED = "local";

/** What depends on the file's name and folder: files that it names exist; only `local` decides about images by itself; names behind its own fit. */
export function placeChecks(settings: Settings, { name, folder }: Place): Finding[] {
  const missing = namedFiles(settings).flatMap(([path, file]) => {
    const full = resolve(folder, file);
    return isFile(full) ? [] : [{ path, message: `got "${file}", but there is no file ${full}` }];
  });
  const isUndecided = settings.images.source === "auto" && name !== EMBEDDED;
  return [...missing, ...(isUndecided ? [notLocal()] : []), ...awsNameFindings(settings, name)];
}

function notLocal(): Finding {
  return {
    path: ["images", "source"],
    message: `got "auto", which only environment ${EMBEDDED} may use; write registry or debian, so that every machine deploys the same`,
  };
}

/** Not `images.authFile`: it is needed where images are pulled, not where settings are read. */
function namedFiles({ platform }: Settings): readonly [Path, string][] {
  const schemas = Object.entries(platform.postgres?.schemas ?? {}).map<[Path, string]>(([layer, file]) => [
    ["platform", "postgres", "schemas", layer],
    file,
  ]);
  return [
    ...schemas,
    ...filesBelow(platform.haproxy, ["platform", "haproxy"]),
    ...filesBelow(platform.alertmanager, ["platform", "alertmanager"]),
    ...filesBelow(platform.backup, ["platform", "backup"]),
  ];
}

/** A key that ends with `File` names one. */
function filesBelow(settings: unknown, path: Path): readonly [Path, string][] {
  if (typeof settings !== "object" || settings === null) return [];
  return Object.entries(settings).flatMap(([key, value]) =>
    typeof value === "string" && key.endsWith("File")
      ? [[[...path, key], value] as [Path, string]]
      : filesBelow(value, [...path, key]),
  );
}
