import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair } from "yaml";
import type { Path } from "./problem";

/** Where the path leads in the file: the line of its key, or of the nearest ancestor that is written there. */
export function lineOf(document: Document, lines: LineCounter, path: Path): number {
  let node: Node | undefined = document.contents ?? undefined;
  let offset = node?.range?.[0] ?? 0;
  for (const key of path) {
    const child = childOf(document, node, key);
    if (!child) break;
    offset = child.offset;
    node = child.node;
  }
  return lines.linePos(offset).line;
}

interface Child {
  readonly node: Node | undefined;
  readonly offset: number;
}

function childOf(document: Document, parent: Node | undefined, key: string | number): Child | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node)) {
    const item = node.items[Number(key)] as Node | undefined;
    return item && { node: item, offset: item.range?.[0] ?? 0 };
  }
  return isMap(node) ? (ownChild(node, key) ?? mergedChild(document, node, key)) : undefined;
}

function ownChild(map: Node, key: string | number): Child | undefined {
  const pair = isMap(map) ? map.items.find((one) => keyOf(one) === String(key)) : undefined;
  return pair && { node: pair.value as Node | undefined, offset: offsetOf(pair) };
}

/** A value that came in through `<<` stands where its anchor is. */
function mergedChild(document: Document, map: Node, key: string | number): Child | undefined {
  const merged = ownChild(map, "<<")?.node;
  const sources = isSeq(merged) ? (merged.items as Node[]) : merged ? [merged] : [];
  for (const source of sources) {
    const found = childOf(document, source, key);
    if (found) return found;
  }
  return undefined;
}

/** The key as the plain data has it; the parser keeps a merge key as a symbol. */
export function keyOf({ key }: Pair): string {
  if (!isScalar(key)) return String(key);
  if (typeof key.value === "symbol") return "<<";
  return typeof key.value === "string" ? key.value : JSON.stringify(key.value ?? "");
}

export const offsetOf = ({ key }: Pair): number => (key as Node | null)?.range?.[0] ?? 0;
