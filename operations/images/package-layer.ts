import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { NEVER_COPIED } from "../../images/base";
import type { LayerRecipe } from "../../images/recipe";
import { hardLinkWithoutTarget, unknownEntryType } from "./errors";
import { controlRecord, type PackageEntry, packageEntries } from "./debian-package";
import type { LayerWriter } from "./layer-writer";
import { accountFiles } from "./account-files";
import { pathMatcher } from "./path-pattern";

/** A package and where its file lies. */
export interface PackageSource {
  readonly name: string;
  readonly file: string;
}

/** Writes what the recipe itself says, then its packages. */
export async function writePackageLayer(
  writer: LayerWriter,
  recipe: LayerRecipe,
  packages: readonly PackageSource[],
  filesFolder: string,
): Promise<void> {
  await writeOwn(writer, recipe, filesFolder);
  const dropped = pathMatcher([...NEVER_COPIED, ...(recipe.drop ?? [])]);
  const bundle: Buffer[] = [];
  for (const source of packages) await writePackage(source, { writer, recipe, dropped, bundle });
  if (recipe.bundle) await writer.file(relative(recipe.bundle.into), { mode: 0o644, owner: 0 }, Buffer.concat(bundle));
}

async function writeOwn(writer: LayerWriter, recipe: LayerRecipe, filesFolder: string): Promise<void> {
  for (const [path, { mode, owner }] of sorted(recipe.directories))
    await writer.folder(relative(path), { mode, owner });
  for (const [path, { source, mode }] of sorted(recipe.files)) {
    await writer.file(relative(path), { mode, owner: 0 }, await readFile(join(filesFolder, source)));
  }
  for (const [path, target] of sorted(recipe.links)) await writer.link(relative(path), target);
  if (!recipe.users) return;
  for (const [path, text] of Object.entries(accountFiles(recipe.users))) {
    await writer.file(path, { mode: 0o644, owner: 0 }, text);
  }
}

interface Layer {
  readonly writer: LayerWriter;
  readonly recipe: LayerRecipe;
  readonly dropped: (path: string) => boolean;
  readonly bundle: Buffer[];
}

async function writePackage({ name, file }: PackageSource, layer: Layer): Promise<void> {
  const keep = layer.recipe.keep?.[name];
  const kept = keep ? pathMatcher(keep) : () => true;
  for await (const entry of packageEntries(file)) {
    if (name === layer.recipe.bundle?.package && entry.path.endsWith(layer.recipe.bundle.suffix)) {
      layer.bundle.push(...(await lines(entry)));
    } else if (kept(entry.path) && !layer.dropped(entry.path)) {
      await writeEntry(layer.writer, entry);
    }
  }
  await layer.writer.file(`var/lib/dpkg/status.d/${name}`, { mode: 0o644, owner: 0 }, await controlRecord(file));
}

async function writeEntry(writer: LayerWriter, entry: PackageEntry): Promise<void> {
  const { path, linkTarget, header } = entry;
  const { type, size } = header;
  const attributes = { mode: header.mode, owner: header.uid, group: header.gid, modified: header.mtime };
  if (type === "file") return writer.stream(path, { ...attributes, size }, entry.content);
  if (type === "directory") return writer.offerFolder(path, attributes);
  if (type === "symlink") return writer.link(path, linkTarget);
  if (type !== "link") throw unknownEntryType(path, type);
  if (!writer.has(linkTarget)) throw hardLinkWithoutTarget(path, linkTarget);
  return writer.hardLink(path, linkTarget, attributes);
}

/** The content, with a line feed at its end. */
async function lines(entry: PackageEntry): Promise<readonly Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry.content) chunks.push(chunk);
  const content = Buffer.concat(chunks);
  return content.at(-1) === 0x0a ? [content] : [content, Buffer.from("\n")];
}

const relative = (path: string): string => path.replace(/^\/+/, "");

const sorted = <T>(record: Readonly<Record<string, T>> = {}): readonly (readonly [string, T])[] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
