import { readdirSync, type Dirent } from "node:fs";
import { homedir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";

import type { Platform } from "./platform";

/** One provider of a mirror, for one machine type. */
export interface MirroredProvider {
  /** "registry.terraform.io/kreuzwerker/docker". */
  readonly source: string;
  /** Those that fit this machine. */
  readonly versions: readonly string[];
}

/** A folder laid out as `HOST/NAMESPACE/TYPE/…`, which Terraform takes instead of a registry. */
export interface Mirror {
  readonly path: string;
  readonly providers: readonly MirroredProvider[];
}

const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"];

/** How far below a place the registry's folder may lie: `/opt/a/b/registry.terraform.io` is still found. */
const DEPTH = 3;

/** Where mirrors lie by convention; Terraform itself reads the first four when it has no configuration of its own. */
export function standardPlaces(home: string = homedir()): readonly string[] {
  return [
    join(home, ".terraform.d/plugins"),
    join(home, ".local/share/terraform/plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    "/usr/share/terraform",
    "/opt",
  ];
}

/** The folders that `BULWARK_PROVIDER_MIRROR` names, separated as in PATH. */
export function chosenPlaces(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  return (env["BULWARK_PROVIDER_MIRROR"] ?? "").split(delimiter).filter((place) => place !== "");
}

/** All mirrors at or below the given places, in their order, each once; what cannot be read is passed over. */
export function findMirrors(places: readonly string[], machine: Platform): readonly Mirror[] {
  const paths = new Set(places.flatMap((place) => registriesBelow(place, DEPTH)).map((folder) => dirname(folder)));
  return [...paths].map((path) => ({ path, providers: providersOf(path, machine) })).filter(hasProviders);
}

function registriesBelow(folder: string, depth: number): readonly string[] {
  if (REGISTRIES.includes(basename(folder))) return [folder];
  if (depth < 0) return [];
  return foldersIn(folder).flatMap((name) => {
    return depth > 0 || REGISTRIES.includes(name) ? registriesBelow(join(folder, name), depth - 1) : [];
  });
}

function providersOf(mirror: string, machine: Platform): readonly MirroredProvider[] {
  return REGISTRIES.flatMap((registry) =>
    foldersIn(join(mirror, registry)).flatMap((namespace) =>
      foldersIn(join(mirror, registry, namespace)).map((type) => {
        const source = `${registry}/${namespace}/${type}`;
        return { source, versions: versionsIn(join(mirror, source), type, machine) };
      }),
    ),
  ).filter(({ versions }) => versions.length > 0);
}

/**
 * Both layouts: `VERSION/OS_ARCH/` and `terraform-provider-TYPE_VERSION_OS_ARCH.zip`.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror
 */
function versionsIn(folder: string, type: string, { os, arch }: Platform): readonly string[] {
  const unpacked = foldersIn(folder).filter((version) => foldersIn(join(folder, version)).includes(`${os}_${arch}`));
  const packed = namesIn(folder).map(({ name }) => {
    return name.startsWith(`terraform-provider-${type}_`) && name.endsWith(`_${os}_${arch}.zip`)
      ? name.slice(`terraform-provider-${type}_`.length, -`_${os}_${arch}.zip`.length)
      : "";
  });
  return [...new Set([...unpacked, ...packed])].filter((version) => /^\d/.test(version)).sort();
}

const hasProviders = ({ providers }: Mirror): boolean => providers.length > 0;

/** Links count as folders: mirrors are often links to a shared disk. */
function foldersIn(folder: string): readonly string[] {
  return namesIn(folder)
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => name)
    .sort();
}

function namesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
