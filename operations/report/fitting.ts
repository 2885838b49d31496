/** More is cut by whoever shows it: https://github.com/orgs/community/discussions/27190 */
const MOST_BYTES = 64_000;

/** Whole lines, by their bytes: a comment is cut by either. */
export function fitting(lines: readonly string[]): readonly string[] {
  let used = 0;
  const kept = lines.filter((line) => (used += Buffer.byteLength(line) + 1) <= MOST_BYTES);
  return kept.length === lines.length ? lines : [...kept, "", `… and ${lines.length - kept.length} more lines.`];
}
