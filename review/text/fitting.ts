/** More is cut by whoever shows it: https://github.com/orgs/community/discussions/27190 */
const MOST_BYTES = 64_000;

/** Whole lines, by their bytes: a comment is cut by either. */
export function fitting(lines: readonly string[]): readonly string[] {
  let used = 0;
  const kept = lines.filter((line) => (used += Buffer.byteLength(line) + 1) <= MOST_BYTES);
  return kept.length === lines.length ? lines : [...kept, "", `… and ${lines.length - kept.length} more lines.`];
}

/** Or one finding of a stranger's longest name would take the place of all others. */
const LONGEST = 1000;

/** As much of a text as has a place beside others. */
export const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
