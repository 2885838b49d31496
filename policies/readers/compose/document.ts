import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  visit,
} from "yaml";
import { aliasBomb, keyTwice, notCompose, notYaml, tooDeep } from "./errors";

/** More than one for each of very many services; the parser looks for the anchor of each among all. */
const MAX_ALIASES = 5_000;

export interface ComposeDocument {
  /** Merge keys are left in, because what is merged may be much larger than the file. */
  readonly root: object;
  /** Counted from 1. */
  readonly lines: ReadonlyMap<string, number>;
}

/** What Compose itself adds to YAML for files that lie over others. https://docs.docker.com/reference/compose-file/merge/ */
const TAGS = [
  { tag: "!reset", resolve: () => null },
  { tag: "!reset", collection: "map" as const, resolve: () => new Scalar(null) },
  { tag: "!reset", collection: "seq" as const, resolve: () => new Scalar(null) },
  { tag: "!override", resolve: (text: string) => text },
  { tag: "!override", collection: "map" as const },
  { tag: "!override", collection: "seq" as const },
];

export function readDocument(text: string, file: string): ComposeDocument {
  const counter = new LineCounter();
  const options = { lineCounter: counter, prettyErrors: false, logLevel: "error", customTags: TAGS } as const;
  try {
    // The parser looks for keys that are there twice by comparing each with each.
    const document = parseDocument(text, { ...options, uniqueKeys: false });
    refuseErrors(document, counter, file);
    refuseKeysTwice(document, counter, file);
    refuseManyAliases(document, file);
    const root: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    if (!isMap(document.contents) || typeof root !== "object" || root === null) throw notCompose(file);
    return { root, lines: linesOfServices(document, counter) };
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(file);
    if (error instanceof ReferenceError)
      throw error.message.includes("alias count") ? aliasBomb(file) : notYaml({ file }, error.message);
    throw error;
  }
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

function linesOfServices(document: Document, counter: LineCounter): ReadonlyMap<string, number> {
  const written = isMap(document.contents) && document.contents.items.find((pair) => keyOf(pair) === "services");
  const value = written ? (written.value as Node | null) : null;
  const services = isAlias(value) ? value.resolve(document) : value;
  if (!isMap(services)) return new Map();
  return new Map(services.items.map((pair) => [keyOf(pair), lineOf(pair, counter)]));
}

const keyOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key);

const lineOf = ({ key }: Pair, counter: LineCounter): number =>
  counter.linePos((key as Node | null)?.range?.[0] ?? 0).line;
