import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Environment } from "../config";
import { foreignFile, notRenderable, objectWithoutName } from "./errors";
import { synthesizedReleases, type SynthesizedRelease } from "./kubernetes/releases";
import { mapAtMost } from "./at-most";
import { run } from "./process";
import { runLanes } from "./progress";
import { projectPaths, stackFolder } from "./project";
import { prepare } from "./setup";
import { synth } from "./synth";

export interface RenderOptions {
  readonly quiet: boolean;
  /** Where to, from the current folder. */
  readonly out: string;
}

/** Rendered by Helm: one object of the cluster, and the text that it is applied with. */
export interface RenderedObject {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly text: string;
}

/**
 * Writes the manifests of an environment, one file per object, without asking a cluster or a network for anything.
 *
 * @returns the files, sorted
 * @throws BulwarkError with exit code 2 for an environment on Docker, and when the folder holds files of somebody else
 */
export async function render(environment: Environment, { quiet, out }: RenderOptions): Promise<readonly string[]> {
  if (environment.settings.target !== "kubernetes") throw notRenderable(environment.name);
  const { lanes, result } = prepare({ want: { helm: true } });
  const paths = projectPaths();
  await runLanes([...lanes, [{ title: "Synthesize", run: () => synth(paths, [environment.file]) }]], { quiet });
  const releases = synthesizedReleases(stackFolder(paths, environment.name));
  const objects = await renderReleases(result.helm.path, releases);
  return writeObjects(objects, join(paths.root, out));
}

const AT_ONCE = 4;

/** The objects of releases, hooks included, in the order of the releases. */
export async function renderReleases(
  helm: string,
  releases: readonly SynthesizedRelease[],
): Promise<readonly RenderedObject[]> {
  const rendered = await mapAtMost(AT_ONCE, releases, ({ name, namespace, chart, values }) =>
    run(helm, ["template", name, chart, "--namespace", namespace, "--values", "-"], { input: values }),
  );
  return rendered.flatMap(({ stdout }, index) => objectsOf(stdout, releases[index]!));
}

function objectsOf(
  text: string,
  { name: release, namespace: fallback }: SynthesizedRelease,
): readonly RenderedObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    const object = document.toJS() as { kind?: string; metadata?: { name?: string; namespace?: string } } | null;
    if (object === null) return [];
    const { kind, metadata: { name, namespace = fallback } = {} } = object;
    if (kind === undefined || name === undefined) throw objectWithoutName(release);
    // Which template made it is the chart's own matter.
    const words = String(document).replace(/^(---\n)?(# Source: .*\n)?/, "");
    return [{ kind, name, namespace: kind === "Namespace" ? name : namespace, text: words }];
  });
}

/** The first line of each file, by which a later run knows what it may remove. */
const MARK = "# Rendered by bulwark; edits are lost";

async function writeObjects(objects: readonly RenderedObject[], out: string): Promise<readonly string[]> {
  await removeEarlier(out);
  const files = objects.map(({ kind, name, namespace, text }) => ({
    file: join(out, namespace, `${kind.toLowerCase()}-${name}.yaml`),
    text: `${MARK}\n${text}`,
  }));
  for (const { file, text } of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return files.map(({ file }) => relative(process.cwd(), file)).sort();
}

/** What is gone from the platform must not stay among its manifests. */
async function removeEarlier(out: string): Promise<void> {
  if (!existsSync(out)) return;
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files) {
    const [first] = (await readFile(file, "utf8")).split("\n", 1);
    if (first !== MARK) throw foreignFile(file);
  }
  for (const file of files) await rm(file);
}
