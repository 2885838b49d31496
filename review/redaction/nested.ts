import { isScalar, parseAllDocuments, stringify } from "yaml";
import { REDACTED } from "../model";
import { isObject } from "../../policies/readers/objects";
import { HINT } from "./text-secrets";

/** What hides the secrets of a value that was read from a text. */
type Hide = (value: unknown) => unknown;

/** Longer YAML is searched line by line only: the parser takes seconds for a megabyte. */
const LONGEST_YAML = 65_536;
const DEEPEST = 60;

/** A JSON text with its secrets hidden, as it was written where there are none; undefined for what is no JSON. */
export function hiddenInJson(text: string, hide: Hide): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const value = tryParsed(text);
  if (value === undefined) return undefined;
  const indent = /[[{]\r?\n/.test(text) ? 2 : undefined;
  const before = tryStringified(value, indent);
  const shown = JSON.stringify(hide(value), null, indent);
  return shown === before ? text : shown;
}

function tryParsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What is too deep for that is cut anyway. */
function tryStringified(value: unknown, indent: number | undefined): string | undefined {
  try {
    return JSON.stringify(value, null, indent);
  } catch {
    return undefined;
  }
}

/** The same of YAML, with its comments; undefined for what holds no names of secrets, or is no YAML. */
export function hiddenInYaml(text: string, hide: Hide): string | undefined {
  const mayBe = text.length <= LONGEST_YAML && /[:{]/.test(text) && /\n|^[\w{"']/.test(text);
  if (!mayBe || !HINT.test(text) || !isShallow(text)) return undefined;
  const documents = [...parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent" })];
  const isYaml = documents.every(({ errors, contents }) => errors.length === 0 && !isScalar(contents));
  if (!isYaml) return undefined;
  let shown = text;
  for (const document of documents.reverse()) {
    const value = tryToJs(document);
    // What cannot be unfolded is an attack, and cannot be looked through.
    if (value === undefined) return REDACTED;
    const edits = editsOf(document, value, hide(value));
    if (!edits) return stringifyAll(documents.reverse().map((one) => hide(tryToJs(one))));
    for (const { from, to } of edits.sort((a, b) => b.from - a.from)) {
      const isBlock = shown.slice(from, to).endsWith("\n");
      shown = `${shown.slice(0, from)}${REDACTED}${isBlock ? "\n" : ""}${shown.slice(to)}`;
    }
  }
  return shown;
}

const stringifyAll = (values: readonly unknown[]): string => values.map((one) => stringify(one)).join("---\n");

type Parsed = ReturnType<typeof parseAllDocuments>[number];

function tryToJs(document: Parsed): unknown {
  try {
    return (document.toJS({ maxAliasCount: 100 }) as unknown) ?? null;
  } catch {
    return undefined;
  }
}

interface Edit {
  readonly from: number;
  readonly to: number;
}

/** Where the text holds what was hidden; undefined where that cannot be said of each. */
function editsOf(document: Parsed, before: unknown, after: unknown): Edit[] | undefined {
  const edits: Edit[] = [];
  const compare = (was: unknown, is: unknown, way: readonly (string | number)[]): boolean => {
    if (Object.is(was, is)) return true;
    if (Array.isArray(was) && Array.isArray(is))
      return was.length === is.length && was.every((one, at) => compare(one, is[at] as unknown, [...way, at]));
    if (isObject(was) && isObject(is)) {
      const keys = Object.keys(was);
      return (
        keys.length === Object.keys(is).length &&
        keys.every((key) => Object.hasOwn(is, key) && compare(was[key], is[key], [...way, key]))
      );
    }
    const node: unknown = document.getIn(way, true);
    if (is !== REDACTED || !isScalar(node) || !node.range) return false;
    edits.push({ from: node.range[0], to: node.range[1] });
    return true;
  };
  return compare(before, after, []) ? edits : undefined;
}

/** The parser calls itself for each bracket, and has no bound of its own. */
function isShallow(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === "[" || sign === "{") depth++;
    if (sign === "]" || sign === "}") depth--;
    if (depth > DEEPEST) return false;
  }
  return !/^ {500}/m.test(text) && !/^([-?] ){60}/m.test(text);
}
