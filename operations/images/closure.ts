import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { LayerRecipe } from "../../images/recipe";
import { type Apt, aptGet } from "./apt";
import { hashOfBytes } from "./content-hash";
import { baseOutdated } from "./errors";
import type { LockedPackage } from "./package-lock";

/** What a layer asks of apt. */
export type PackageRequest = Pick<LayerRecipe, "packages" | "without">;

/** Higher than any real version, so that every "at least" is met. */
const ANY_VERSION = "9999:0";

/**
 * The packages that a layer needs beyond those that are there. apt is shown a system in which the latter, and those that
 * are never installed, count as installed.
 */
export async function closure(
  apt: Apt,
  request: PackageRequest,
  present: readonly LockedPackage[],
  never: readonly string[],
): Promise<readonly LockedPackage[]> {
  if (request.packages.length === 0) return [];
  const text = statusFile(apt.architecture, present, [...never, ...(request.without ?? [])]);
  const status = join(apt.folder, `status-${hashOfBytes(text).slice(0, 16)}`);
  await writeFile(status, text);
  const option = `Dir::State::status=${status}`;
  const printed = await aptGet(apt, ["--option", option, "--print-uris", "install", ...request.packages]);
  return beyond(parseUris(printed), present);
}

/** The text of a dpkg status file. https://manpages.debian.org/bookworm/dpkg/deb-control.5.en.html */
export function statusFile(architecture: string, present: readonly LockedPackage[], never: readonly string[]): string {
  const real = present.map(({ name, version, architecture: own }) => stanza(name, version, own));
  return [...real, ...never.map((name) => stanza(name, ANY_VERSION, architecture))].join("\n");
}

const stanza = (name: string, version: string, architecture: string): string =>
  `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\nArchitecture: ${architecture}\n` +
  "Multi-Arch: allowed\nMaintainer: none\nDescription: counted as installed\n";

/** Reads lines such as `'http://…/libpq5_15.20-0_amd64.deb' libpq5_15.20-0_amd64.deb 205248 SHA256:…`, sorted by name. */
export function parseUris(printed: string): readonly LockedPackage[] {
  const line = /^'[^']*' (([^_ ]+)_([^_ ]+)_([^_ ]+)\.deb) \d+ SHA256:([0-9a-f]{64})$/gm;
  return [...printed.matchAll(line)]
    .map(([, file = "", name = "", version = "", architecture = "", sha256 = ""]) => {
      return { name, version: decodeURIComponent(version), architecture, file, sha256 };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** apt lists some installed packages again in the same version; another version means that the base is too old. */
function beyond(wanted: readonly LockedPackage[], present: readonly LockedPackage[]): readonly LockedPackage[] {
  const versions = new Map(present.map(({ name, version }) => [name, version]));
  const outdated = wanted.find(({ name, version }) => versions.has(name) && versions.get(name) !== version);
  if (outdated) throw baseOutdated(outdated.name);
  return wanted.filter(({ name }) => !versions.has(name));
}
