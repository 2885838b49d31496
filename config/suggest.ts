import { closest, distance } from "fastest-levenshtein";

/**
 * The known word that was probably meant, if one is near enough: at most 2 letters away, or 40 % of the longer word.
 * For words of 1 to 3 letters, 2 letters away would be nearly any word, so 40 % alone decides there.
 */
export function suggestion(got: string, known: readonly string[]): string | undefined {
  if (got === "" || known.length === 0) return undefined;
  const folded = new Map(known.map((word) => [word.toLowerCase(), word]));
  const nearest = closest(got.toLowerCase(), [...folded.keys()]);
  return isNear(got.toLowerCase(), nearest) ? folded.get(nearest) : undefined;
}

/** `, did you mean "redis"?`, or nothing. */
export function didYouMean(got: string, known: readonly string[]): string {
  const word = suggestion(got, known);
  return word === undefined ? "" : `, did you mean "${word}"?`;
}

function isNear(got: string, word: string): boolean {
  const longer = Math.max(got.length, word.length);
  const away = distance(got, word);
  return away <= longer * 0.4 || (away <= 2 && longer > 3);
}
