import { type Document, isAlias, isMap, LineCounter, type Pair, parseDocument, visit } from "yaml";
import { keyOf, lineOf, offsetOf } from "./line-of";
import { byLine, type Path, pathText, type Problem } from "./problem";
import { DEEPEST, tooDeepAt } from "./yaml-depth";

/** A YAML file as plain data, with the line of each value. */
export interface YamlFile {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** The line of the key at the path, or of its nearest ancestor that is written in the file. */
  lineOf(path: Path): number;
}

/**
 * Reads YAML 1.2. Anchors, aliases and merge keys (`<<`) are allowed: they keep many similar layers short. Of a file
 * with a problem in its form the value is not used.
 */
export function readYaml(text: string): YamlFile {
  const tooDeep = tooDeepAt(text);
  if (tooDeep !== undefined) return nestedTooDeeply(text.slice(0, tooDeep).split("\n").length);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // Found below instead, with the lines of both.
    uniqueKeys: false,
    merge: true,
    logLevel: "error",
  });
  const formal = [...syntaxProblems(document, lines), ...duplicateKeys(document, lines)].sort(byLine);
  const { value, problems } = formal.length > 0 ? { value: undefined, problems: formal } : plainValue(document, lines);
  return { value, problems, lineOf: (path) => lineOf(document, lines, path) };
}

const nestedTooDeeply = (line: number): YamlFile => ({
  value: undefined,
  problems: [{ line, path: "", message: `not valid YAML: it is nested more than ${DEEPEST} deep` }],
  lineOf: () => line,
});

/** Unknown tags are warnings to the parser; here they are errors, or `!secret x` would quietly become the text `x`. */
function syntaxProblems({ errors, warnings }: Document, lines: LineCounter): Problem[] {
  return [...errors, ...warnings].map(({ message, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    return { line, column: col, path: "", message: `not valid YAML: ${message.replace(/\s+/g, " ").trim()}` };
  });
}

function duplicateKeys(document: Document, lines: LineCounter): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Map: (_, map, ancestors) => {
      const first = new Map<string, number>();
      for (const pair of map.items) {
        const key = keyOf(pair);
        const line = lines.linePos(offsetOf(pair)).line;
        const before = first.get(key);
        if (before === undefined) first.set(key, line);
        else problems.push(givenTwice([...pathOf(ancestors), key], line, before));
      }
    },
  });
  return problems;
}

function givenTwice(path: Path, line: number, first: number): Problem {
  const key = String(path.at(-1));
  const isLayer = path.length === 3 && path[0] === "platform" && path[1] === "layers";
  const what = isLayer ? `two layers are named "${key}"` : `"${key}" is given twice`;
  return { line, path: pathText(path), message: `${what}, the first on line ${first}; keep one, or rename one` };
}

/** The keys that lead to a node, read off the nodes above it. */
function pathOf(ancestors: readonly unknown[]): string[] {
  return ancestors
    .filter((node): node is Pair => typeof node === "object" && node !== null && "key" in node)
    .map(keyOf);
}

function plainValue(document: Document, lines: LineCounter): { value: unknown; problems: Problem[] } {
  const problem = (message: string, line = 1): { value: undefined; problems: Problem[] } => ({
    value: undefined,
    problems: [{ line, path: "", message }],
  });
  if (document.contents === null)
    return problem("the file is empty; an environment needs at least 'target' and 'platform'");
  if (!isMap(document.contents))
    return problem("the file is not a mapping; start with a line such as 'target: docker'");
  try {
    return { value: document.toJS(), problems: [] };
  } catch (error) {
    // Unknown aliases, merges of something else than a mapping, and aliases that multiply without end.
    return problem(`not valid YAML: ${(error as Error).message}`, firstAlias(document, lines));
  }
}

function firstAlias(document: Document, lines: LineCounter): number {
  let offset = 0;
  visit(document, {
    Alias: (_, alias) => {
      const unresolved = isAlias(alias) && alias.resolve(document) === undefined;
      if (offset === 0 || unresolved) offset = alias.range?.[0] ?? 0;
      return unresolved ? visit.BREAK : undefined;
    },
  });
  return lines.linePos(offset).line;
}
