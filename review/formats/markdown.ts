import { entriesOf } from "../causes";
import type { AttributeChange, Change, ChangedFile, Entry, Review, Risk, Shown } from "../model";
import { RISKS } from "../model";
import { markdownText } from "../text/escape";
import { fitting, shortened } from "../text/fitting";
import { WORDS } from "./words";

/** A comment of GitHub may have 65,536 characters. https://github.com/orgs/community/discussions/27190 */
const MOST = 65_000;

/** Gravest lines that are always told; of more, their number. */
const MOST_GRAVE = 200;

const GRAVE: readonly Risk[] = ["data-loss", "exposure", "weakened", "runs-code"];

/** For a comment in a pull request: never longer than one may be, cut between entries, the gravest kept. */
export function reviewMarkdown(review: Review): string {
  const entries = entriesOf(review.changes);
  if (isNothing(review)) return `## ✅ Bulwark: no changes\n${whereLine(review)}\n`;
  const asked = fitting([...warningLines(review), ...requestLines(review)], ROOM.told, (left) => [
    `* and ${left} more`,
  ]);
  const head = [headline(review, entries), shortened(whereLine(review), ROOM.told), ...asked];
  const grave = entries.filter(({ risk }) => GRAVE.includes(risk));
  const lesser = entries.filter(({ risk }) => !GRAVE.includes(risk));
  const told = fitting(grave.slice(0, MOST_GRAVE).map(rowOf), ROOM.grave, moreRows);
  const rows = [...told, ...fitting(lesser.map(rowOf), ROOM.lesser, moreRows)];
  const more = grave.length > MOST_GRAVE ? [`… and ${grave.length - MOST_GRAVE} more that are as grave.`] : [];
  const isAway = ({ risk }: Entry) => risk === "downtime";
  const places = new Map(entries.map((entry, place) => [entry, place]));
  const details = (some: readonly Entry[]) =>
    some.map((entry) => ({ place: places.get(entry)!, lines: detailLines(entry, places.get(entry)! + 1) }));
  const last = entries.length;
  return assembled({
    must: [...head, ...(rows.length === 0 ? [] : ["", ...TABLE_HEAD, ...rows]), ...more],
    may: [
      ...details(grave),
      { place: last, lines: listLines("Who can newly reach whom", review.reach) },
      { place: last + 1, lines: listLines("Where data newly goes", review.destinations) },
      ...details(lesser.filter(isAway)),
      ...review.files.map((file) => ({ place: last + 2, lines: fileLines(file) })),
      { place: last + 3, lines: driftLines(review) },
      ...details(lesser.filter((entry) => !isAway(entry))),
      { place: last + 4, lines: listLines("Better than before", review.improved) },
    ],
    foot: ["", `Digest \`${review.digest.slice(0, 12)}\` · ${countsLine(review)}`],
  });
}

const TABLE_HEAD = ["| | What | Where | Do |", "|:-:|---|---|---|"];

/** Bytes: names of strangers may be long, and longer once they are harmless. */
const ROOM = { grave: 36_000, lesser: 14_000, told: 4_000 } as const;

const moreRows = (left: number): readonly string[] => [`| | | and ${left} more | |`];

const isNothing = ({ changes, drift, warnings, requests }: Review): boolean =>
  changes.length + drift.length + warnings.length + requests.length === 0;

function headline({ verdict, warnings }: Review, entries: readonly Entry[]): string {
  const counts = RISKS.flatMap((risk) => {
    const count = entries.filter((entry) => entry.risk === risk).reduce((sum, entry) => sum + entry.changes.length, 0);
    const { one, many } = WORDS[risk];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  const mark = warnings.length > 0 || verdict !== "ok" ? "⛔ Bulwark: stop." : "✅ Bulwark:";
  return `## ${mark} ${counts.join(", ")}`.trimEnd();
}

function whereLine({ base, head, changes, resources, notExamined }: Review): string {
  const stacks = [...new Set(changes.map(({ stack }) => stack))].map(bold).join(", ");
  const left = Object.values(notExamined).reduce((sum, count) => sum + count, 0);
  const sides = `${markdownText(base.name)} → ${markdownText(head.name)}`;
  return `${stacks === "" ? "" : `${stacks} · `}${changes.length} of ${resources} resources change, ${left} not examined · ${sides}`;
}

const bold = (text: string): string => `**${markdownText(text)}**`;

const warningLines = ({ warnings }: Review): readonly string[] =>
  warnings.flatMap((warning) => ["", `> ⚠️ ${markdownText(warning)}`]);

const requestLines = ({ requests }: Review): readonly string[] =>
  requests.length === 0
    ? []
    : [
        "",
        "**Waivers that are asked for.** They do not count before they are in the base.",
        ...requests.map(({ environment, kind, waiver: { rule, subject, value, reason, owner, until } }) =>
          markdownItem(
            `${environment}: ${rule} of ${subject} ${kind}, for '${value}': ${reason} (${owner}, until ${until})`,
          ),
        ),
      ];

const markdownItem = (text: string): string => `* ${markdownText(text)}`;

function rowOf({ risk, title, changes: [first] }: Entry): string {
  const { mark, title: what } = WORDS[risk];
  return `| ${mark} | ${bold(what)} | ${markdownText(short(title))} | ${markdownText(short(first!.remedy))} |`;
}

function detailLines(entry: Entry, number: number): readonly string[] {
  const { mark, title: what } = WORDS[entry.risk];
  const [first] = entry.changes;
  return [
    "",
    `### ${number} ${mark} ${what}: ${markdownText(entry.title)}`,
    ...first!.reasons.map(markdownItem),
    ...first!.attributes.slice(0, 20).map(attributeLine),
    ...(entry.changes.length > 1 ? [whoLine(entry.changes)] : []),
    `${placeOf(first!)}**Do:** ${markdownText(first!.remedy)}`,
  ];
}

function attributeLine({ path, before, after, verdict, forcesReplacement }: AttributeChange): string {
  const mark = verdict === "worse" ? " ⬇" : verdict === "better" ? " ⬆" : "";
  const forced = forcesReplacement ? " (forces the replacement)" : "";
  return `* ${markdownText(path)}: ${shown(before)} → ${shown(after)}${forced}${mark}`;
}

/** Longer values are for the other formats. */
const MOST_OF_VALUE = 120;

function shown(value: Shown): string {
  if (value === undefined || value === null) return "unset";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return markdownText(short(text));
}

const short = (text: string): string => shortened(text, MOST_OF_VALUE);

const whoLine = (changes: readonly Change[]): string =>
  markdownText(
    `All of: ${changes
      .slice(0, 30)
      .map(({ path, address }) => path ?? address)
      .join(", ")}${changes.length > 30 ? ` and ${changes.length - 30} more` : ""}`,
  );

const placeOf = ({ at }: Change): string =>
  at === undefined ? "" : `${markdownText(at.line === undefined ? at.file : `${at.file}:${at.line}`)} · `;

const listLines = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `### ${title}`, ...lines.map(markdownItem)];

/** Longer differences are for the other formats. */
const MOST_OF_FILE = 30;

function fileLines({ subject, target, lines }: ChangedFile): readonly string[] {
  const more = lines.length > MOST_OF_FILE ? [`* and ${lines.length - MOST_OF_FILE} more lines`] : [];
  return [
    "",
    `### ${markdownText(target)} of ${markdownText(subject)}`,
    ...lines.slice(0, MOST_OF_FILE).map(markdownItem),
    ...more,
  ];
}

const driftLines = ({ drift }: Review): readonly string[] =>
  drift.length === 0
    ? []
    : [
        "",
        "### Changed by hand",
        ...drift.flatMap(({ address, attributes }) => [markdownItem(address), ...attributes.map(attributeLine)]),
      ];

const countsLine = ({ noise, improved, drift }: Review): string =>
  `${improved.length} better, ${drift.length} changed by hand, ${noise} differences that mean nothing`;

interface Section {
  readonly place: number;
  readonly lines: readonly string[];
}

interface Parts {
  readonly must: readonly string[];
  /** In the order in which they are wanted, with where they stand then. */
  readonly may: readonly Section[];
  readonly foot: readonly string[];
}

/** As many whole sections as there is room for; bytes are never fewer than characters. */
function assembled({ must, may, foot }: Parts): string {
  const sizeOf = (lines: readonly string[]) => Buffer.byteLength(lines.join("\n")) + 1;
  const note = (count: number) => ["", `… ${count} sections are left out; the other formats have them.`];
  let used = sizeOf(must) + sizeOf(foot) + sizeOf(note(may.length));
  const kept = may.filter(({ lines }) => {
    const size = lines.length === 0 ? 0 : sizeOf(lines);
    if (used + size > MOST) return false;
    used += size;
    return true;
  });
  const cut = may.length - kept.length;
  const sections = [...kept].sort((a, b) => a.place - b.place).flatMap(({ lines }) => lines);
  return `${[...must, ...sections, ...(cut > 0 ? note(cut) : []), ...foot].join("\n")}\n`;
}
