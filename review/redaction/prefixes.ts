/** Finds the longest of some words that a text goes on with. However many begin alike, it looks at few of them. */
export class Prefixes {
  private readonly words: readonly string[];
  /** By the place of a word the place of the longest other one that it begins with, or -1. */
  private readonly shorter: readonly number[];
  private readonly longest: number;

  constructor(words: readonly string[]) {
    // By code units, as `<` compares.
    this.words = [...new Set(words)].sort();
    this.shorter = shorterOf(this.words);
    this.longest = this.words.reduce((most, { length }) => Math.max(most, length), 0);
  }

  /** How long it is; 0 for none. */
  longestAt(text: string, start: number): number {
    // All that begin the rest of the text begin the last word before it, too.
    let at = this.lastUpTo(text.slice(start, start + this.longest));
    while (at >= 0 && !text.startsWith(this.words[at]!, start)) at = this.shorter[at]!;
    return at < 0 ? 0 : this.words[at]!.length;
  }

  private lastUpTo(text: string): number {
    let [low, high] = [0, this.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle]! <= text) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function shorterOf(sorted: readonly string[]): readonly number[] {
  const open: number[] = [];
  return sorted.map((word, at) => {
    while (open.length > 0 && !word.startsWith(sorted[open.at(-1)!]!)) open.pop();
    const shorter = open.at(-1) ?? -1;
    open.push(at);
    return shorter;
  });
}
