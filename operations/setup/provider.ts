import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";

import { cached, cachedAt } from "./cache";
import { cliConfig, EMPTY_CLI_CONFIG } from "./cli-config";
import { isIntact } from "./content";
import { goBuild, recipeHash, type Recipe } from "./go-build";
import { sourceFor, withLinks } from "./mirror-links";
import { chosenPlaces, findMirrors, standardPlaces, type Mirror } from "./mirrors";
import { toolchainFolder, type Pins } from "./pins";
import { platform } from "./platform";
import { registryAnswer, tryRecallRegistryAnswer, tryUserCliConfig } from "./registry";
import type { Report } from "./report";
import type { Terraform } from "./terraform";
import { isWithin } from "./version";
import { writeAside } from "./write-aside";

export interface ProviderOptions {
  readonly cacheRoot: string;
  readonly pins: Pins;
  readonly terraform: Terraform;
  readonly report: Report;
  /** Folders that are searched before the registry is asked. @default - BULWARK_PROVIDER_MIRROR */
  readonly chosen?: readonly string[];
  /** Folders that are searched when the registry cannot be reached. @default - where Terraform looks, and /opt */
  readonly standard?: readonly string[];
}

/** Where `terraform init` gets the docker provider from. */
export interface ProviderSource {
  readonly from: "registry" | "mirror" | "build";
  /** For people: a registry or a folder. */
  readonly where: string;
  /** For `TF_CLI_CONFIG_FILE`; nothing when what the user has set up does it. */
  readonly cliConfigFile?: string;
  /** The folder that has the provider by the name that this Terraform looks for; nothing when the registry has it. */
  readonly mirror?: string;
}

const PROVIDER = "kreuzwerker/docker";

/**
 * Makes the docker provider available to `terraform init`, in this order: a mirror that the user chose, the registry,
 * a mirror in a usual place, a build from its Go module. Writes into the cache only.
 */
export async function providerFor(options: ProviderOptions): Promise<ProviderSource> {
  const chosen = usable(options.chosen ?? chosenPlaces(), options);
  if (holdsDocker(chosen)) return fromMirrors("mirror", chosen, options);
  const { cacheRoot, terraform, pins, report } = options;
  const answer = await registryAnswer({ cacheRoot, terraform, constraint: pins.dockerProvider.constraint });
  if (answer.reachable) return fromRegistry(chosen, options);
  report(`the provider registry cannot be used: ${answer.why}`);
  const found = [...chosen, ...usable(options.standard ?? standardPlaces(), options)];
  if (holdsDocker(found)) return fromMirrors("mirror", found, options);
  return fromMirrors("build", [await builtMirror(options), ...found], options);
}

/** What `providerFor` would take, without asking the network or building; nothing when that is not known yet. */
export async function tryFindProvider(
  options: ProviderOptions,
): Promise<Pick<ProviderSource, "from" | "where"> | undefined> {
  const { cacheRoot, terraform, pins } = options;
  const chosen = usable(options.chosen ?? chosenPlaces(), options).find((mirror) => holdsDocker([mirror]));
  if (chosen !== undefined) return { from: "mirror", where: chosen.path };
  const answer = await tryRecallRegistryAnswer({ cacheRoot, terraform, constraint: pins.dockerProvider.constraint });
  if (answer?.reachable === true) return { from: "registry", where: sourceFor(terraform.flavour, PROVIDER) };
  const found = usable(options.standard ?? standardPlaces(), options).find((mirror) => holdsDocker([mirror]));
  if (found !== undefined) return { from: "mirror", where: found.path };
  const built = cachedAt(await builtEntry(options));
  return (await isIntact(built)) ? { from: "build", where: built } : undefined;
}

/** Mirrors without the docker versions that are too old: an old one would be found and then refused by the stack. */
function usable(places: readonly string[], { pins }: ProviderOptions): readonly Mirror[] {
  const fits = (version: string) => isWithin(version, pins.dockerProvider.constraint);
  return findMirrors(places, platform())
    .map(({ path, providers }) => ({
      path,
      providers: providers.filter(({ source, versions }) => !source.endsWith(`/${PROVIDER}`) || versions.some(fits)),
    }))
    .filter(({ providers }) => providers.length > 0);
}

function holdsDocker(mirrors: readonly Mirror[]): boolean {
  return mirrors.some(({ providers }) => providers.some(({ source }) => source.endsWith(`/${PROVIDER}`)));
}

async function fromRegistry(chosen: readonly Mirror[], options: ProviderOptions): Promise<ProviderSource> {
  const where = sourceFor(options.terraform.flavour, PROVIDER);
  if (chosen.length > 0) return { ...(await fromMirrors("mirror", chosen, options)), from: "registry", where };
  const misnamed = (process.env["TF_CLI_CONFIG_FILE"] ?? "") !== "" && tryUserCliConfig() === undefined;
  if (!misnamed) return { from: "registry", where };
  return { from: "registry", where, cliConfigFile: await writeConfig(EMPTY_CLI_CONFIG, options.cacheRoot) };
}

async function fromMirrors(from: "mirror" | "build", mirrors: readonly Mirror[], options: ProviderOptions) {
  const { cacheRoot, terraform } = options;
  const linked = await withLinks(mirrors, { cacheRoot, flavour: terraform.flavour, machine: platform() });
  const where = mirrors.find((mirror) => holdsDocker([mirror]))?.path ?? "";
  const name = sourceFor(terraform.flavour, PROVIDER);
  const mirror = linked.find(({ providers }) => providers.some(({ source }) => source === name))?.path;
  return { from, where, cliConfigFile: await writeConfig(cliConfig(linked), cacheRoot), ...(mirror && { mirror }) };
}

/** Named by its content, so that two set-ups at once do not change each other's. */
async function writeConfig(content: string, cacheRoot: string): Promise<string> {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const file = join(cacheRoot, "terraform", `${hash}.tfrc`);
  await writeAside(file, content);
  return file;
}

async function builtMirror(options: ProviderOptions): Promise<Mirror> {
  const { cacheRoot, pins, report } = options;
  const { os, arch } = platform();
  const { version } = pins.dockerProvider;
  const source = sourceFor("terraform", PROVIDER);
  const program = join(source, version, `${os}_${arch}`, `terraform-provider-docker_v${version}`);
  const make = async (folder: string) => {
    await mkdir(dirname(join(folder, program)), { recursive: true });
    await goBuild(providerRecipe(version), join(folder, program), { cacheRoot, pin: pins.go, report });
  };
  const path = await cached({ ...(await builtEntry(options)), make, report });
  return { path, providers: [{ source, versions: [version] }] };
}

async function builtEntry({ cacheRoot: root, pins }: ProviderOptions) {
  const { version } = pins.dockerProvider;
  return { root, name: "docker-provider", version, recipeHash: await recipeHash(providerRecipe(version)) };
}

/** Its module has no tagged versions and calls itself by its former name; toolchain/README.md tells the story. */
function providerRecipe(version: string): Recipe {
  return {
    folder: join(toolchainFolder(), "docker-provider"),
    purpose: "the docker provider",
    mainPackage: "github.com/terraform-providers/terraform-provider-docker",
    module: "github.com/kreuzwerker/terraform-provider-docker",
    linkerValues: [`main.version=${version}`],
  };
}
