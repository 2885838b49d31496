import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { unpacked } from "./archive";
import type { Place } from "./search";

export function textPlace(place: string, text: string): Place {
  return { place, content: Buffer.from(text) };
}

/** A file, or all files below a folder: contents, names, link targets, and what is packed in ZIP and gzip files. */
export function* filePlaces(path: string): Generator<Place> {
  yield textPlace(`name of ${path}`, path);
  const kind = lstatSync(path);
  if (kind.isSymbolicLink()) yield textPlace(`link ${path}`, readlinkSync(path));
  if (kind.isFile()) yield* unpacked({ place: path, content: readFileSync(path) });
  if (kind.isDirectory()) for (const name of readdirSync(path)) yield* filePlaces(join(path, name));
}
