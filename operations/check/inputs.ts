import { dirname } from "node:path";
import { DescribedTwice } from "../../policies/errors";
import type { Platform } from "../../policies/facts/subject";
import { composePlatform } from "../../policies/readers/compose";
import { kubernetesPlatform } from "../../policies/readers/kubernetes";
import { planPlatform } from "../../policies/readers/plan";
import { modulePlatform, type TerraformFile } from "../../policies/readers/synth";
import { chartFileBelow } from "./chart-file";
import { nothingToCheck, unreadableInput } from "./errors";
import { filesBelow, MOST_MEGABYTES, readInput, readJson, readWith, type Input } from "./files";
import { projectFolder } from "./project-folder";

/**
 * What files and folders say, each by the reader that knows it. All manifests of a folder are what one cluster is given, and
 * all of Terraform's files that lie together are one module.
 */
export function platformsIn(paths: readonly string[], mostMegabytes = MOST_MEGABYTES): readonly Platform[] {
  const platforms = paths.flatMap((path) => {
    const contents = filesBelow(path).map((file) => contentOf(readInput(file, mostMegabytes)));
    const of = <K extends Content["kind"]>(kind: K) =>
      contents.filter((content): content is Extract<Content, { kind: K }> => content.kind === kind);
    return [
      ...modules(of("module")),
      ...of("plan").map(({ file, json }) => readWith(file, () => planPlatform(json, file))),
      ...of("compose").map(({ file, text }) => readWith(file, () => composePlatform(text, file, projectFolder(file)))),
      ...clusters(path, of("manifest")),
    ];
  });
  if (platforms.length === 0) throw nothingToCheck(paths);
  return platforms;
}

/** What a file is, by what it says. */
type Content =
  | (Input & { readonly kind: "compose" | "manifest" | "other" })
  | (Input & { readonly kind: "plan" | "module"; readonly json: object });

function contentOf(input: Input): Content {
  const { file, text } = input;
  if (file.endsWith(".json") || /^\s*\{/.test(text)) return jsonContent(input);
  const has = (...keys: readonly string[]) =>
    keys.some((key) => new RegExp(`^(["']?)${key}\\1[ \\t]*:`, "m").test(text));
  if (has("kind") && has("apiVersion")) return { ...input, kind: "manifest" };
  return { ...input, kind: has("services", "include") ? "compose" : "other" };
}

/** What a Terraform file may begin with. https://developer.hashicorp.com/terraform/language/syntax/json */
const MODULE_KEYS = ["resource", "terraform", "provider", "data", "module"];

function jsonContent(input: Input): Content {
  const { file } = input;
  const json = readJson(input);
  if (typeof json !== "object" || json === null) return { ...input, kind: "other" };
  if ("apiVersion" in json && "kind" in json) return { ...input, kind: "manifest" };
  if ("serial" in json && "lineage" in json) throw unreadableInput(file, STATE);
  if ("resource_changes" in json || "planned_values" in json) return { ...input, kind: "plan", json };
  return MODULE_KEYS.some((key) => key in json) ? { ...input, kind: "module", json } : { ...input, kind: "other" };
}

const STATE =
  "it is a Terraform state, which says what was, not what will be\n" +
  "Give the plan instead: terraform plan -out p && terraform show -json p > plan.json";

function modules(files: readonly (Input & { readonly json: object })[]): readonly Platform[] {
  return byFolder(files).map(([first, ...others]) => {
    const [one, ...more] = [first, ...others].map(({ file, json }): TerraformFile => ({ file, content: json }));
    return readWith(first.file, () => modulePlatform([one!, ...more], chartFileBelow(dirname(first.file))));
  });
}

/** One cluster is given all of them; where an object is there twice, each folder is a rendering of its own. */
function clusters(path: string, files: readonly Input[]): readonly Platform[] {
  if (files.length === 0) return [];
  try {
    return [kubernetesPlatform(files)];
  } catch (error) {
    const folders = byFolder(files);
    const isOne = folders.length === 1 || !(error instanceof DescribedTwice);
    return (isOne ? [files] : folders).map((all) => readWith(path, () => kubernetesPlatform(all)));
  }
}

function byFolder<T extends Input>(files: readonly T[]): readonly (readonly [T, ...T[]])[] {
  const folders = new Map<string, [T, ...T[]]>();
  for (const one of files) {
    const others = folders.get(dirname(one.file));
    if (others) others.push(one);
    else folders.set(dirname(one.file), [one]);
  }
  return [...folders.values()];
}
