import { existsSync } from "node:fs";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Architecture } from "../../images/recipe";
import { DEBIAN_KEYRING, debianSources, systemTargets } from "./debian-sources";
import { keyringMissing, lockedVersionGone } from "./errors";
import { runTool } from "./run-tool";

/** An apt that works in folders of its own: no root rights needed, the system's packages and lists stay as they are. */
export interface Apt {
  readonly folder: string;
  readonly architecture: Architecture;
}

/**
 * Makes the folders and the configuration.
 * @param sources text of a sources.list. Default: the system's Debian mirrors, else Debian's public archive.
 */
export async function openApt(folder: string, architecture: Architecture, sources?: string): Promise<Apt> {
  await mkdir(join(folder, "lists", "partial"), { recursive: true });
  await mkdir(join(folder, "cache", "archives", "partial"), { recursive: true });
  await writeFile(join(folder, "sources.list"), sources ?? (await signedSources()));
  await writeFile(join(folder, "apt.conf"), configuration(folder, architecture));
  return { folder, architecture };
}

async function signedSources(): Promise<string> {
  if (!existsSync(DEBIAN_KEYRING)) throw keyringMissing(DEBIAN_KEYRING);
  return debianSources(await systemTargets());
}

/** Read after the system's configuration, so that its proxies hold and its hooks and index additions do not. */
const configuration = (folder: string, architecture: Architecture): string => `
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear APT::Architectures;
#clear Acquire::IndexTargets::deb::DEP-11;
#clear Acquire::IndexTargets::deb::DEP-11-icons-small;
#clear Acquire::IndexTargets::deb::DEP-11-icons;
APT::Architecture "${architecture}";
APT::Architectures { "${architecture}"; };
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "3";
// Prints and checks the SHA-256 that the archive's signature covers; the default is whatever comes first.
Acquire::ForceHash "SHA256";
DPkg::Lock::Timeout "120";
Dir::State "${folder}";
Dir::State::lists "${folder}/lists";
Dir::State::status "/dev/null";
Dir::Cache "${folder}/cache";
Dir::Etc::sourcelist "${folder}/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
`;

/** Runs apt-get with this configuration. */
export function aptGet(apt: Apt, args: readonly string[], cwd: string = apt.folder): Promise<string> {
  return runTool("apt-get", ["--config-file", join(apt.folder, "apt.conf"), "--quiet=2", ...args], { cwd });
}

/** Hours after which package lists are fetched again before something new is resolved. */
const LISTS_VALID_HOURS = 6;

/** Fetches the package lists when there are none or they are old; always with `force`. */
export async function updateLists(apt: Apt, force = false): Promise<void> {
  const stamp = join(apt.folder, "updated");
  if (!force && (await ageInHours(stamp)) < LISTS_VALID_HOURS) return;
  await aptGet(apt, ["--option", "APT::Update::Error-Mode=any", "update"]);
  await writeFile(stamp, "");
}

async function ageInHours(file: string): Promise<number> {
  const modified = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  return (Date.now() - modified) / 3_600_000;
}

/** Downloads packages, each `name=version`, into a folder. apt checks each against the signed lists. */
export async function downloadPackages(apt: Apt, wanted: readonly string[], folder: string): Promise<void> {
  const download = () => aptGet(apt, ["download", ...wanted], folder);
  try {
    await download();
  } catch {
    // The lists may be older than the archive, which drops old versions.
    await updateLists(apt, true);
    await download().catch(throwGone);
  }
}

function throwGone(failure: unknown): never {
  const gone = /^.*(was not found|Unable to locate|Can't find).*$/m.exec(String(failure));
  throw gone ? lockedVersionGone(gone[0].trim()) : failure;
}
