import { REDACTED } from "../model";
import { Prefixes } from "./prefixes";

/** How many signs of a pattern are looked at first. */
const HEAD = 4;
const HASHES = 0x10000;

/** Finds many texts in another one in one pass, whatever their number. */
export class Search {
  private readonly byHead = new Map<string, Prefixes>();
  private readonly heads = new Uint8Array(HASHES);

  /** @param patterns of at least four characters */
  constructor(patterns: Iterable<string>) {
    const byHead = new Map<string, string[]>();
    for (const pattern of patterns) {
      const head = pattern.slice(0, HEAD);
      const same = byHead.get(head);
      if (same) same.push(pattern);
      else byHead.set(head, [pattern]);
    }
    for (const [head, same] of byHead) {
      this.heads[hashOf(head)] = 1;
      this.byHead.set(head, new Prefixes(same));
    }
  }

  /** The text with a mask in place of each of them; those that overlap or touch have one mask. */
  hide(text: string): string {
    if (text.length < HEAD || this.byHead.size === 0) return text;
    // A mask that is there already stays one, whatever the patterns are.
    return text
      .split(REDACTED)
      .map((part) => this.hideIn(part))
      .join(REDACTED);
  }

  private hideIn(text: string): string {
    let [shown, kept, end, hash] = ["", 0, -1, 0];
    for (let at = 0; at < text.length; at++) {
      hash = nextHash(hash, text.charCodeAt(at));
      const start = at - HEAD + 1;
      if (start < 0 || this.heads[hash] === 0) continue;
      const length = this.longestAt(text, start);
      if (length === 0) continue;
      if (start > end) {
        shown += text.slice(kept, start) + REDACTED;
        end = start;
      }
      end = Math.max(end, start + length);
      kept = end;
    }
    return kept === 0 ? text : shown + text.slice(kept);
  }

  private longestAt(text: string, start: number): number {
    return this.byHead.get(text.slice(start, start + HEAD))?.longestAt(text, start) ?? 0;
  }
}

/** Of the last four signs: what is older is shifted out. */
const nextHash = (hash: number, code: number): number => ((hash << 4) ^ code) & (HASHES - 1);

function hashOf(head: string): number {
  let hash = 0;
  for (let at = 0; at < HEAD; at++) hash = nextHash(hash, head.charCodeAt(at));
  return hash;
}
