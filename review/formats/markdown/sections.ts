/** What is dropped for lack of room, from what stays longest on: https://github.com/orgs/community/discussions/27190 */
export const RANKS = [
  "lesser rows",
  "grave details",
  "lesser details",
  "reach",
  "files",
  "downtime details",
  "drift",
  "rest by resource",
  "neutral attributes",
  "noise",
] as const;

export interface Section {
  readonly rank: (typeof RANKS)[number];
  readonly lines: readonly string[];
}

interface Parts {
  readonly must: readonly string[];
  /** In the order in which they stand. */
  readonly may: readonly Section[];
  /** How many more there are, which were not written for they would never have room. @default 0 */
  readonly unwritten?: number;
  readonly foot: readonly string[];
}

const sizeOf = (lines: readonly string[]): number => Buffer.byteLength(lines.join("\n")) + 1;

const note = (count: number): readonly string[] => [
  "",
  `… ${count} sections are left out; the other formats have them.`,
];

/**
 * As many whole sections as there is room for: once one of a rank has none, all of later ranks go.
 *
 * @param most in bytes, which are never fewer than characters
 */
export function assembled({ must, may, unwritten = 0, foot }: Parts, most: number): string {
  const wanted = may.filter(({ lines }) => lines.length > 0);
  let room = most - sizeOf(must) - sizeOf(foot) - sizeOf(note(wanted.length + unwritten));
  const kept = new Set<Section>();
  for (const rank of RANKS) {
    const sections = wanted.filter((section) => section.rank === rank);
    for (const section of sections) {
      const size = sizeOf(section.lines);
      if (size > room) continue;
      room -= size;
      kept.add(section);
    }
    if (sections.some((section) => !kept.has(section))) break;
  }
  const lines = wanted.filter((section) => kept.has(section)).flatMap((section) => section.lines);
  const cut = wanted.length - kept.size + unwritten;
  return `${[...must, ...lines, ...(cut > 0 ? note(cut) : []), ...foot].join("\n")}\n`;
}
