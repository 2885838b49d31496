import { Composer, isNode, LineCounter, type Document, type Tags } from "yaml";
import { isObject } from "../objects";
import { noKubernetesObject, notYaml } from "../../errors";
import { DEEPEST_YAML, yamlTokens } from "../yaml-tokens";

/** A file's name, and what it holds: YAML documents, or JSON, which is YAML too. */
export interface ManifestText {
  readonly file: string;
  readonly text: string;
  /** Where objects go that name no namespace: Helm knows one of every release. @default - nobody says it */
  readonly namespace?: string;
}

export type Path = readonly (string | number)[];

/** Whatever is sent to the API server as one thing. */
export interface KubernetesObject {
  readonly file: string;
  /** `apps` of `apps/v1`, empty for the core's `v1`. */
  readonly group: string;
  readonly kind: string;
  readonly value: unknown;
  /** Where it goes when it names no namespace itself. */
  readonly namespace?: string;
  /** Of what lies at the path, or of the nearest above it that is written there. */
  lineOf(path: Path): number;
}

/**
 * The objects of a file in their order, those of lists one by one. Documents without content are none: a chart writes
 * them where a condition was false.
 *
 * @throws UnreadableSource for what is not YAML, and for a document that is no object
 */
export function* kubernetesObjects({ file, text, namespace }: ManifestText): Generator<KubernetesObject> {
  const lines = new LineCounter();
  const around = namespace === undefined ? {} : { namespace };
  // One document after the other, or a large rendering would be in memory as a whole.
  const tooDeep = (line: number) => notYaml({ file, line }, `it is nested more than ${DEEPEST_YAML} deep`);
  for (const document of new Composer(DIALECT).compose(yamlTokens(text, lines, tooDeep))) {
    const lineOf = (path: Path) => lines.linePos(offsetOf(document, path)).line;
    const value = valueOf(document, file, lines);
    if (value !== null && value !== undefined) yield* objectsOf(value, { file, lineOf, ...around });
  }
}

/**
 * As kubectl and Helm read it: `yes` and `0644` are what YAML 1.1 says, but `10:30` and `2026-01-01` are texts, and of a key
 * that is given twice the last counts.
 * https://github.com/kubernetes-sigs/yaml, resolve.go of its goyaml.v2
 */
const DIALECT = {
  version: "1.1" as const,
  // The parser's own search for them takes time with the square of their number.
  uniqueKeys: false,
  // What is odd about a text is nothing to print.
  logLevel: "error" as const,
  customTags: (tags: Tags): Tags =>
    tags.filter((tag) => typeof tag === "string" || (tag.format !== "TIME" && !tag.tag.endsWith(":timestamp"))),
};

function valueOf(document: Document, file: string, lines: LineCounter): unknown {
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) {
    throw notYaml({ file, line: lines.linePos(problem.pos[0]).line }, problem.message.replace(/\s+/g, " "));
  }
  try {
    return document.toJS();
  } catch (error) {
    // Aliases of nothing, and aliases that multiply without end.
    throw notYaml({ file, line: lines.linePos(offsetOf(document, [])).line }, (error as Error).message);
  }
}

/** Aliases have no place of their own for what is below them: what names them has. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return isNode(document.contents) ? (document.contents.range?.[0] ?? 0) : 0;
}

type Place = Pick<KubernetesObject, "file" | "lineOf" | "namespace">;

/** @param inherited what the items of a list of one kind, such as `PodList`, need not say again */
function* objectsOf(value: unknown, place: Place, inherited: object = {}): Generator<KubernetesObject> {
  const object: unknown = isObject(value) ? { ...inherited, ...value } : value;
  if (!isObject(object) || typeof object["kind"] !== "string" || typeof object["apiVersion"] !== "string") {
    throw noKubernetesObject({ file: place.file, line: place.lineOf([]) });
  }
  const { kind, apiVersion, items } = object as { kind: string; apiVersion: string; items?: unknown };
  if (!kind.endsWith("List") || !Array.isArray(items)) {
    const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
    yield { ...place, group, kind, value: object };
    return;
  }
  const ofItems = kind === "List" ? {} : { kind: kind.slice(0, -"List".length), apiVersion };
  for (const [index, item] of items.entries()) {
    const lineOf = (path: Path) => place.lineOf(["items", index, ...path]);
    yield* objectsOf(item, { ...place, lineOf }, ofItems);
  }
}
