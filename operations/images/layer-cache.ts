import { createHash } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

import { z } from "zod";

import { type ImageCache, wholeFile, writeWhole } from "./cache";
import { LayerWriter } from "./layer-writer";

const layerRecord = z.strictObject({ diffId: z.string(), size: z.number() });

/** A finished layer: a tar file in the cache. */
export interface Layer {
  readonly file: string;
  /** Hex SHA-256 of the tar file. */
  readonly diffId: string;
  /** Bytes. */
  readonly size: number;
}

const layerFile = (cache: ImageCache, key: string): string => join(cache.layers, `${key}.tar`);
const recordFile = (cache: ImageCache, key: string): string => join(cache.layers, `${key}.json`);

/** The layer when it is in the cache. */
export async function cachedLayer(cache: ImageCache, key: string): Promise<Layer | undefined> {
  const file = layerFile(cache, key);
  if (!existsSync(recordFile(cache, key)) || !existsSync(file)) return undefined;
  const record = layerRecord.parse(JSON.parse(await readFile(recordFile(cache, key), "utf8")));
  return { file, ...record };
}

/** Makes the layer and keeps it. The record is written last: a layer without one does not count. */
export async function makeLayer(
  cache: ImageCache,
  key: string,
  fill: (writer: LayerWriter) => Promise<void>,
): Promise<Layer> {
  const file = layerFile(cache, key);
  const record = await wholeFile(file, (aside) => writeTar(aside, fill));
  await writeWhole(recordFile(cache, key), JSON.stringify(record));
  return { file, ...record };
}

async function writeTar(file: string, fill: (writer: LayerWriter) => Promise<void>) {
  const writer = new LayerWriter();
  const hash = createHash("sha256");
  let size = 0;
  const filled = fill(writer).then(
    () => writer.finish(),
    (failure: unknown) => {
      writer.fail(failure);
      throw failure;
    },
  );
  const measured = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  };
  await Promise.all([filled, pipeline(writer.output(), measured, createWriteStream(file))]);
  return { diffId: hash.digest("hex"), size };
}
