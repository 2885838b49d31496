import { createReadStream, createWriteStream } from "node:fs";
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

import { extract } from "tar-stream";

import { cached, cachedAt } from "./cache";
import { isIntact } from "./content";
import { download, type PinnedFile } from "./download";
import { Unreachable } from "./errors";
import { goBuild, recipeHash, type Recipe } from "./go-build";
import { toolchainFolder, type Pins } from "./pins";
import { platform, type Platform } from "./platform";
import type { Report } from "./report";

export interface OpenTofuOptions {
  readonly cacheRoot: string;
  readonly pins: Pins;
  readonly report: Report;
  /** Its release for this machine; nothing when none is pinned. @default - from the pins */
  readonly release?: PinnedFile | undefined;
}

/**
 * The path of OpenTofu in the cache: its release when that can be had, else built from its Go module. OpenTofu and
 * not Terraform, since its licence (MPL-2.0) lets anybody fetch it for any use.
 */
export async function openTofu(options: OpenTofuOptions): Promise<string> {
  const make = (folder: string) => obtain(options, join(folder, "tofu"));
  const folder = await cached({ ...(await entry(options)), make, report: options.report });
  return join(folder, "tofu");
}

/** The path of OpenTofu when an earlier set-up brought it. */
export async function tryCachedOpenTofu(options: Pick<OpenTofuOptions, "cacheRoot" | "pins">) {
  const folder = cachedAt(await entry(options));
  return (await isIntact(folder)) ? join(folder, "tofu") : undefined;
}

/** The pinned release for a machine; nothing when there is no checksum for it. */
export function tryRelease({ version, url, sha256 }: Pins["opentofu"], { os, arch }: Platform): PinnedFile | undefined {
  const checksum = sha256[`${os}_${arch}`];
  if (checksum === undefined) return undefined;
  return { url: url.replaceAll("{version}", version).replace("{platform}", `${os}_${arch}`), sha256: checksum };
}

export function openTofuRecipe(): Recipe {
  return {
    folder: join(toolchainFolder(), "tofu"),
    purpose: "OpenTofu",
    mainPackage: "github.com/opentofu/opentofu/cmd/tofu",
    module: "github.com/opentofu/opentofu",
    linkerValues: ["github.com/opentofu/opentofu/version.dev=no"], // else it calls itself a development version
  };
}

async function entry({ cacheRoot: root, pins }: Pick<OpenTofuOptions, "cacheRoot" | "pins">) {
  return { root, name: "opentofu", version: pins.opentofu.version, recipeHash: await recipeHash(openTofuRecipe()) };
}

async function obtain({ cacheRoot, pins, report, ...given }: OpenTofuOptions, program: string) {
  const release = "release" in given ? given.release : tryRelease(pins.opentofu, platform());
  if (release !== undefined && (await wasDownloaded(release, program, report))) return;
  await goBuild(openTofuRecipe(), program, { cacheRoot, pin: pins.go, report });
}

async function wasDownloaded(release: PinnedFile, program: string, report: Report): Promise<boolean> {
  report(`downloading ${release.url}`);
  const archive = `${program}.tar.gz`;
  try {
    await download(release, archive);
    await unpackProgram(archive, "tofu", program);
    return true;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    report(error.message);
    return false;
  } finally {
    await rm(archive, { force: true });
  }
}

async function unpackProgram(archive: string, name: string, program: string): Promise<void> {
  const entries = extract();
  const reading = pipeline(createReadStream(archive), createGunzip(), entries);
  for await (const entry of entries) {
    if (entry.header.name === name) await pipeline(entry, createWriteStream(program));
    else entry.resume();
  }
  await reading;
  await chmod(program, 0o755);
}
