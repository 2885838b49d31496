/** More is cut by whoever shows it: https://github.com/orgs/community/discussions/27190 */
const MOST_BYTES = 64_000;

/** Whole lines, by their bytes: a comment is cut by either. @param rest what stands for those that have no room */
export function fitting(
  lines: readonly string[],
  room = MOST_BYTES,
  rest = (left: number): readonly string[] => ["", `… and ${left} more lines.`],
): readonly string[] {
  let used = 0;
  const kept = lines.filter((line) => (used += Buffer.byteLength(line) + 1) <= room);
  return kept.length === lines.length ? lines : [...kept, ...rest(lines.length - kept.length)];
}

/** Or one finding of a stranger's longest name would take the place of all others. */
const LONGEST = 1000;

/** As much of a text as has a place beside others. */
export const shortened = (text: string, most = LONGEST): string =>
  text.length > most ? `${text.slice(0, most)}…` : text;
