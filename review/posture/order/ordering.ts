/** Which of two values of a fact is worse. Better is the same question the other way round. */
export interface Ordering<T> {
  /** A value that nobody complains of: with it is compared what was not there, or could not be told. */
  readonly harmless: T;
  /** What of the second is worse than the first, in words that follow the subject's name; empty where nothing is. */
  readonly worse: (before: T, after: T) => readonly string[];
  /** Whether worse means that others reach it, or it others. */
  readonly isExposure?: true;
  /** Whether no value is worse than any other one. */
  readonly isNeutral?: true;
}

/** Where no value is worse than another one: rules or the reach say what a change means. */
export const neutral = <T>(harmless: T): Ordering<T> => ({ harmless, worse: () => [], isNeutral: true });

/** What a value has that somebody may complain of; more of it is worse. */
export const dangers = <T>(harmless: T, dangersOf: (value: T) => readonly string[]): Ordering<T> => ({
  harmless,
  worse: (before, after) => {
    const known = new Set(dangersOf(before));
    return [...new Set(dangersOf(after))].filter((danger) => !known.has(danger));
  },
});

/** Of two answers one is bad. */
export const badWhen = (bad: boolean, words: string): Ordering<boolean> =>
  dangers(!bad, (value) => (value === bad ? [words] : []));

/** A limit that is gone is worse; another number is another number. */
export const limited = <T extends string = "unlimited">(words: string): Ordering<number | T> =>
  dangers<number | T>(1, (value) => (value === "unlimited" ? [words] : []));

/** Each entry of a list is one more. */
export const each = (words: (entry: string) => string): Ordering<readonly string[]> =>
  dangers<readonly string[]>([], (entries) => entries.map(words));

/** From the best on. */
export const ranked = <T extends string>(levels: readonly [T, ...T[]], words: (level: T) => string): Ordering<T> => ({
  harmless: levels[0],
  worse: (before, after) => (levels.indexOf(after) > levels.indexOf(before) ? [words(after)] : []),
});

export const exposing = <T>(ordering: Ordering<T>): Ordering<T> => ({ ...ordering, isExposure: true });
