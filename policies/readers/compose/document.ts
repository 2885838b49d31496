import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  visit,
  YAMLMap,
  type YAMLSeq,
} from "yaml";
import { yamlTokens } from "../yaml-tokens";
import { aliasBomb, keyTwice, notCompose, notYaml, tooDeep } from "./errors";
import { OVERRIDE, RESET } from "./merge";

/** More than one for each of very many services; the parser looks for the anchor of each among all. */
const MAX_ALIASES = 5_000;

export interface ComposeDocument {
  /** Merge keys are left in, because what is merged may be much larger than the file. */
  readonly root: object;
  /** Counted from 1, by `services.web`. */
  readonly lines: ReadonlyMap<string, number>;
}

/** A mapping with the tag as its only key: what the tag means is seen when files are laid over others. */
const marked = (tag: string, value: unknown): YAMLMap => {
  const map = new YAMLMap();
  map.set(tag, value);
  return map;
};

/** What Compose itself adds to YAML for files that lie over others. https://docs.docker.com/reference/compose-file/merge/ */
const TAGS = [
  { tag: RESET, resolve: () => ({ [RESET]: null }) },
  { tag: RESET, collection: "map" as const, resolve: () => marked(RESET, null) },
  { tag: RESET, collection: "seq" as const, resolve: () => marked(RESET, null) },
  { tag: OVERRIDE, resolve: (text: string) => text },
  { tag: OVERRIDE, collection: "map" as const, resolve: (value: YAMLMap | YAMLSeq) => marked(OVERRIDE, value) },
  { tag: OVERRIDE, collection: "seq" as const, resolve: (value: YAMLMap | YAMLSeq) => marked(OVERRIDE, value) },
];

export function readDocument(text: string, file: string): ComposeDocument {
  const counter = new LineCounter();
  try {
    const document = parsed(text, counter, file);
    refuseErrors(document, counter, file);
    refuseKeysTwice(document, counter, file);
    refuseManyAliases(document, file);
    const root: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    if (!isMap(document.contents) || typeof root !== "object" || root === null) throw notCompose(file);
    return { root, lines: linesOf(document, document.contents, counter) };
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(file);
    if (error instanceof ReferenceError)
      throw error.message.includes("alias count") ? aliasBomb(file) : notYaml({ file }, error.message);
    throw error;
  }
}

function parsed(text: string, counter: LineCounter, file: string): Document {
  // The parser looks for keys that are there twice by comparing each with each.
  const composer = new Composer({ prettyErrors: false, logLevel: "error", customTags: TAGS, uniqueKeys: false });
  const [document, second] = composer.compose(
    yamlTokens(text, counter, () => tooDeep(file)),
    true,
    text.length,
  );
  if (!second) return document!;
  throw notYaml({ file, line: counter.linePos(second.range[0]).line }, "it holds more than one document");
}

function refuseErrors({ errors }: Document, counter: LineCounter, file: string): void {
  const [error] = errors;
  if (!error) return;
  if (error.message.includes("call stack")) throw tooDeep(file);
  throw notYaml({ file, line: counter.linePos(error.pos[0]).line }, error.message);
}

function refuseKeysTwice(document: Document, counter: LineCounter, file: string): void {
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<string>();
      for (const pair of items) {
        const key = keyOf(pair);
        if (seen.has(key)) throw keyTwice({ file, line: lineOf(pair, counter) }, key);
        seen.add(key);
      }
    },
  });
}

function refuseManyAliases(document: Document, file: string): void {
  let count = 0;
  visit(document, {
    Alias: () => {
      count += 1;
      if (count > MAX_ALIASES) throw aliasBomb(file);
    },
  });
}

function linesOf(document: Document, root: YAMLMap, counter: LineCounter): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const section of root.items) {
    const value = section.value as Node | null;
    const entries = isAlias(value) ? value.resolve(document) : value;
    if (!isMap(entries)) continue;
    for (const pair of entries.items) lines.set(`${keyOf(section)}.${keyOf(pair)}`, lineOf(pair, counter));
  }
  return lines;
}

const keyOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key);

const lineOf = ({ key }: Pair, counter: LineCounter): number =>
  counter.linePos((key as Node | null)?.range?.[0] ?? 0).line;
