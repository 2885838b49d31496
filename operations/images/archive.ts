import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { BuiltImage } from "./build";
import type { BuildContext } from "./build-context";
import { removeOlder, wholeFile, withCacheLock } from "./cache";
import { hashOf } from "./content-hash";
import type { Layer } from "./layer-cache";
import { LayerWriter } from "./layer-writer";

const FILE = { mode: 0o644, owner: 0 };

/** The images as `docker load` reads them, streamed; each layer once. https://github.com/moby/moby/blob/master/image/spec/v1.2.md */
export function archiveStream(images: readonly BuiltImage[]): Readable {
  const writer = new LayerWriter();
  writeArchive(writer, images).then(
    () => writer.finish(),
    (failure: unknown) => writer.fail(failure),
  );
  return writer.output();
}

async function writeArchive(writer: LayerWriter, images: readonly BuiltImage[]): Promise<void> {
  await writer.file("manifest.json", FILE, JSON.stringify(images.map(manifestEntry)));
  for (const { config } of images) await writer.file(configName(config.id), FILE, config.text);
  for (const layer of images.flatMap(({ layers }) => layers)) {
    const content = createReadStream(layer.file, { highWaterMark: 1 << 20 });
    await writer.stream(layerName(layer), { ...FILE, size: layer.size }, content);
  }
}

const manifestEntry = ({ config, tag, layers }: BuiltImage) => ({
  Config: configName(config.id),
  RepoTags: [tag],
  Layers: layers.map(layerName),
});

const configName = (id: string): string => `${id.replace("sha256:", "")}.json`;
const layerName = ({ diffId }: Layer): string => `${diffId}/layer.tar`;

/** An archive is a copy of layers that the cache has anyway, so old ones of other content go soon. */
const KEPT_HOURS = 24;

/** Writes the images as one file, or finds the one written before: the fastest way into many throw-away engines. */
export async function saveArchive({ cache, report }: BuildContext, images: readonly BuiltImage[]): Promise<string> {
  const key = hashOf(images.map(({ tag, config }) => [tag, config.id])).slice(0, 32);
  const file = join(cache.archives, `${key}.tar`);
  if (existsSync(file)) return file;
  return withCacheLock(cache, report, async () => {
    await removeOlder(cache.archives, KEPT_HOURS);
    await wholeFile(file, (aside) => pipeline(archiveStream(images), createWriteStream(aside)));
    return file;
  });
}
