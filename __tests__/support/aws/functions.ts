import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

/** Packs the bundle as cdktf does when a whole app is synthesized. */
export async function zipOf(bundle: string, file: string): Promise<void> {
  const zip = new ZipFile();
  zip.addFile(bundle, "index.js");
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}

/** Lets functions do nothing when they are called: the emulator would run them in an engine of containers. */
export async function withoutEngine({ url }: { readonly url: string }): Promise<void> {
  const body = JSON.stringify({ lambda: { use_docker: false } });
  await fetch(`${url}/moto-api/config`, { method: "POST", body });
}
