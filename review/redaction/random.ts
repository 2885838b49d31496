/** Words that nobody made up: keys, tokens, hashes. What they are their attribute knows, their form does not say. */

const SHORTEST = 16;

/** How often kinds of signs change, and how evenly signs are used, at least: names and sentences stay below one of them. */
const CHANGES = 0.2;
const CHANGES_OF_LETTERS = 0.28;
const EVENNESS = 0.8;
const EVENNESS_OF_HEX = 0.75;

const WORD = /[A-Za-z0-9+/_=-]{16,}/g;

/** The text with each random word as `replaced` says. */
export const replaceRandom = (text: string, replaced: (word: string) => string): string =>
  text.length < SHORTEST ? text : text.replace(WORD, (word) => (isRandom(word) ? replaced(word) : word));

export const hasRandom = (text: string): boolean => text.length >= SHORTEST && (text.match(WORD) ?? []).some(isRandom);

/** Whether a word is random, wholly or in part. */
export function isRandom(word: string): boolean {
  if (word.length < SHORTEST) return false;
  if (word.split(/[^A-Za-z0-9]+/).some(isRandomRun)) return true;
  // No name has such a sign, and base64 has one after every 32.
  return /[+=]/.test(word) && isRandomRun(word.replace(/[^A-Za-z0-9]+/g, ""));
}

/** Longer ones are as random as their beginning. */
const LONGEST = 512;

function isRandomRun(whole: string): boolean {
  if (whole.length < SHORTEST) return false;
  const run = whole.slice(0, LONGEST);
  const isHex = /^([0-9a-f]+|[0-9A-F]+)$/.test(run);
  return (
    changesOf(run) >= (/[0-9]/.test(run) ? CHANGES : CHANGES_OF_LETTERS) &&
    evennessOf(run, isHex) >= (isHex ? EVENNESS_OF_HEX : EVENNESS)
  );
}

function changesOf(run: string): number {
  let changes = 0;
  for (let at = 1; at < run.length; at++) {
    const [before, after] = [kindOf(run.charCodeAt(at - 1)), kindOf(run.charCodeAt(at))];
    // A name has capitals where its words begin.
    if (before !== after && !(before === "upper" && after === "lower")) changes += 1;
  }
  return changes / (run.length - 1);
}

const kindOf = (code: number): "digit" | "upper" | "lower" => (code < 58 ? "digit" : code < 91 ? "upper" : "lower");

/** Entropy, of the most that so many signs can have. */
function evennessOf(run: string, isHex: boolean): number {
  const counts = new Map<string, number>();
  for (const sign of run) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / run.length) * Math.log2(count / run.length);
  const signs = isHex ? 16 : /^([a-z0-9]+|[A-Z0-9]+)$/.test(run) ? 36 : 62;
  return entropy / Math.log2(Math.min(run.length, signs));
}
