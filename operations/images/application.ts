import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";

import type { Application } from "../../images/recipe";
import type { BuildContext } from "./build-context";
import { withTemporaryFolder } from "./cache";
import { hashOf, hashOfBytes } from "./content-hash";
import { applicationMissing } from "./errors";
import { contentOf, treeEntries } from "./file-tree";
import type { LayerWriter } from "./layer-writer";
import { runTool } from "./run-tool";

/** Hash of the sources that decide what the application is. */
export async function applicationHash(root: string, { folder, sources }: Application): Promise<string> {
  const from = join(root, folder);
  if (!existsSync(join(from, "package.json"))) throw applicationMissing(from);
  const entries = await treeEntries(from, sources);
  return hashOf(
    await Promise.all(entries.map(async (entry) => [entry.path, hashOfBytes(await contentOf(from, entry))])),
  );
}

/** Compiles a copy of the sources, so that the repository stays as it is, and writes the results with production packages only. */
export async function writeApplicationLayer(
  context: BuildContext,
  writer: LayerWriter,
  application: Application,
): Promise<void> {
  await withTemporaryFolder(context.cache.root, async (folder) => {
    await copySources(join(context.root, application.folder), folder, application.sources);
    await compile(context, folder);
    await writeResults(writer, folder, application);
  });
}

async function copySources(from: string, to: string, sources: readonly string[]): Promise<void> {
  for (const source of sources) {
    if (existsSync(join(from, source))) await cp(join(from, source), join(to, source), { recursive: true });
  }
}

/** No package's install script runs; what is needed only to compile is removed again. */
async function compile(context: BuildContext, cwd: string): Promise<void> {
  context.report("installing the packages of the reference service");
  await runTool("npm", ["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"], { cwd });
  context.report("compiling the reference service");
  await runTool("npm", ["run", "build"], { cwd });
  await runTool("npm", ["prune", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd });
}

/** npm's own notes hold the registry's address, and commands of packages are not used. */
const isNpmNote = (name: string): boolean => name === ".package-lock.json" || name === ".bin";

async function writeResults(writer: LayerWriter, folder: string, { results, into }: Application): Promise<void> {
  for (const entry of await treeEntries(folder, results, isNpmNote)) {
    const path = join(into, entry.path).replace(/^\//, "");
    const content = await contentOf(folder, entry);
    if (entry.kind === "link") await writer.link(path, content.toString());
    else await writer.file(path, { mode: entry.executable ? 0o755 : 0o644, owner: 0 }, content);
  }
}
