import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { cached, cachedAt } from "./cache";
import { cliConfig, EMPTY_CLI_CONFIG } from "./cli-config";
import { isIntact } from "./content";
import { providerMissing } from "./errors";
import { goBuild, recipeHash } from "./go-build";
import { sourceFor, withLinks } from "./mirror-links";
import { chosenPlaces, findMirrors, standardPlaces, type Mirror, type MirroredProvider } from "./mirrors";
import type { Pins } from "./pins";
import { platform } from "./platform";
import { knownProviders, type KnownProvider, type ProviderName } from "./provider-recipes";
import { registryAnswer, tryRecallRegistryAnswer, tryUserCliConfig, type RegistryOptions } from "./registry";
import type { Report } from "./report";
import type { Terraform } from "./terraform";
import { isWithin } from "./version";
import { writeAside } from "./write-aside";

export interface ProviderOptions {
  readonly cacheRoot: string;
  readonly pins: Pins;
  readonly terraform: Terraform;
  readonly report: Report;
  /** Which are needed. @default - the docker provider alone */
  readonly providers?: readonly ProviderName[];
  /** Folders that are searched before the registry is asked. @default - BULWARK_PROVIDER_MIRROR */
  readonly chosen?: readonly string[];
  /** Folders that are searched when the registry cannot be reached. @default - where Terraform looks, and /opt */
  readonly standard?: readonly string[];
}

/** Where `terraform init` gets the providers from. */
export interface ProviderSource {
  /** "build" when one of several was built. */
  readonly from: "registry" | "mirror" | "build";
  /** For people: a registry or a folder, of each. */
  readonly where: string;
  /** For `TF_CLI_CONFIG_FILE`; nothing when what the user has set up does it. */
  readonly cliConfigFile?: string;
  /** The folder that has them by the names that this Terraform looks for; nothing when the registry or no one folder has. */
  readonly mirror?: string;
}

/**
 * Makes providers available to `terraform init`, in this order: a mirror that the user chose, the registry, a mirror in
 * a usual place, a build from the Go module of each that is still missing. Writes into the cache only.
 */
export async function providerFor(options: ProviderOptions): Promise<ProviderSource> {
  const wanted = wantedOf(options);
  const chosen = usable(options.chosen ?? chosenPlaces(), options);
  if (missingIn(chosen, wanted).length === 0) return fromMirrors("mirror", chosen, options);
  const answer = await registryAnswer(question(options));
  if (answer.reachable) return fromRegistry(chosen, options);
  options.report(`the provider registry cannot be used: ${answer.why}`);
  const found = [...chosen, ...usable(options.standard ?? standardPlaces(), options)];
  const missing = missingIn(found, wanted);
  if (missing.length === 0) return fromMirrors("mirror", found, options);
  const unbuildable = missing.find(({ recipe }) => recipe === undefined);
  if (unbuildable) throw providerMissing(unbuildable.source, unbuildable.constraint, answer.why);
  const built: Mirror[] = [];
  for (const provider of missing) built.push(await builtMirror(provider, options));
  return fromMirrors("build", [...built, ...found], options);
}

/** What `providerFor` would take, without asking the network or building; nothing when that is not known yet. */
export async function tryFindProvider(
  options: ProviderOptions,
): Promise<Pick<ProviderSource, "from" | "where"> | undefined> {
  const wanted = wantedOf(options);
  const chosen = usable(options.chosen ?? chosenPlaces(), options);
  if (missingIn(chosen, wanted).length === 0) return { from: "mirror", where: foldersOf(chosen, wanted) };
  const answer = await tryRecallRegistryAnswer(question(options));
  if (answer?.reachable === true) return { from: "registry", where: registriesOf(options) };
  const found = [...chosen, ...usable(options.standard ?? standardPlaces(), options)];
  const missing = missingIn(found, wanted);
  if (missing.length === 0) return { from: "mirror", where: foldersOf(found, wanted) };
  if (missing.some(({ recipe }) => recipe === undefined)) return undefined;
  const built = await Promise.all(missing.map(async (one) => cachedAt(await builtEntry(one, options.cacheRoot))));
  const intact = await Promise.all(built.map(isIntact));
  return intact.every(Boolean) ? { from: "build", where: built.join(", ") } : undefined;
}

function wantedOf({ pins, providers = ["docker"] }: ProviderOptions): readonly KnownProvider[] {
  return knownProviders(pins).filter(({ name }) => providers.includes(name));
}

function question(options: ProviderOptions): RegistryOptions {
  const { cacheRoot, terraform } = options;
  const wanted = Object.fromEntries(wantedOf(options).map((one) => [one.name, one]));
  return { cacheRoot, terraform, wanted };
}

/** Mirrors without those versions that are too old: an old one would be found and then refused by the stack. */
function usable(places: readonly string[], options: ProviderOptions): readonly Mirror[] {
  const known = wantedOf(options);
  const fits = ({ source, versions }: MirroredProvider) => {
    const pinned = known.find((one) => isProvider(source, one));
    return pinned === undefined || versions.some((version) => isWithin(version, pinned.constraint));
  };
  return findMirrors(places, platform())
    .map(({ path, providers }) => ({ path, providers: providers.filter(fits) }))
    .filter(({ providers }) => providers.length > 0);
}

/** The same provider has a name for each registry. */
const isProvider = (name: string, { source }: KnownProvider): boolean => name.endsWith(`/${source}`);

const holds = (mirror: Mirror, wanted: KnownProvider): boolean =>
  mirror.providers.some(({ source }) => isProvider(source, wanted));

const missingIn = (mirrors: readonly Mirror[], wanted: readonly KnownProvider[]): readonly KnownProvider[] =>
  wanted.filter((one) => !mirrors.some((mirror) => holds(mirror, one)));

/** The first mirror that holds it counts. */
function foldersOf(mirrors: readonly Mirror[], wanted: readonly KnownProvider[]): string {
  const folders = wanted.map((one) => mirrors.find((mirror) => holds(mirror, one))?.path ?? "");
  return [...new Set(folders)].join(", ");
}

const registriesOf = (options: ProviderOptions): string =>
  wantedOf(options)
    .map(({ source }) => sourceFor(options.terraform.flavour, source))
    .join(", ");

async function fromRegistry(chosen: readonly Mirror[], options: ProviderOptions): Promise<ProviderSource> {
  const where = registriesOf(options);
  if (chosen.length > 0) return { ...(await fromMirrors("mirror", chosen, options)), from: "registry", where };
  const misnamed = (process.env["TF_CLI_CONFIG_FILE"] ?? "") !== "" && tryUserCliConfig() === undefined;
  if (!misnamed) return { from: "registry", where };
  return { from: "registry", where, cliConfigFile: await writeConfig(EMPTY_CLI_CONFIG, options.cacheRoot) };
}

async function fromMirrors(from: "mirror" | "build", mirrors: readonly Mirror[], options: ProviderOptions) {
  const { cacheRoot, terraform } = options;
  const wanted = wantedOf(options);
  const linked = await withLinks(mirrors, { cacheRoot, flavour: terraform.flavour, machine: platform() });
  const names = wanted.map(({ source }) => sourceFor(terraform.flavour, source));
  const hasAll = ({ providers }: Mirror) => names.every((name) => providers.some(({ source }) => source === name));
  const mirror = linked.find(hasAll)?.path;
  const cliConfigFile = await writeConfig(cliConfig(linked), cacheRoot);
  return { from, where: foldersOf(mirrors, wanted), cliConfigFile, ...(mirror && { mirror }) };
}

/** Named by its content, so that two set-ups at once do not change each other's. */
async function writeConfig(content: string, cacheRoot: string): Promise<string> {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const file = join(cacheRoot, "terraform", `${hash}.tfrc`);
  await writeAside(file, content);
  return file;
}

async function builtMirror(provider: KnownProvider, options: ProviderOptions): Promise<Mirror> {
  const { cacheRoot, pins, report } = options;
  const { name, version, recipe } = provider;
  const { os, arch } = platform();
  const source = sourceFor("terraform", provider.source);
  const program = join(source, version, `${os}_${arch}`, `terraform-provider-${name}_v${version}`);
  const make = async (folder: string) => {
    await mkdir(dirname(join(folder, program)), { recursive: true });
    await goBuild(recipe!, join(folder, program), { cacheRoot, pin: pins.go, report });
  };
  const path = await cached({ ...(await builtEntry(provider, cacheRoot)), make, report });
  return { path, providers: [{ source, versions: [version] }] };
}

async function builtEntry({ name, version, recipe }: KnownProvider, root: string) {
  return { root, name: `${name}-provider`, version, recipeHash: await recipeHash(recipe!) };
}
