import { furtherReasons, nameOf } from "../../causes";
import type { AttributeChange, Change, Entry } from "../../model";
import { kindOf, topOf } from "../places";
import { WORDS } from "../words";
import type { Section } from "./sections";
import { attributeLine, listed, named, pairShown, short } from "./words";

/** Attributes of one kind that are read; the other formats have all. */
const MOST = 20;

/** What is said of one entry: what makes it grave first, and what goes along with it for when there is room. */
export function detailsOf(entry: Entry, number: number): readonly Section[] {
  const [first] = entry.changes;
  const grave = first!.attributes.filter((one) => !isNeutral(one) && !one.forcesReplacement);
  const neutral = first!.attributes.filter(isNeutral);
  const { mark, title } = WORDS[entry.risk];
  const [said, cost] = reasonOf(entry);
  return [
    {
      rank: rankOf(entry),
      lines: [
        "",
        `### ${number} ${mark} ${title}: ${entry.changes.length > 1 ? short(entry.who) : named(entry.who)} ${said}`,
        ...forcedLines(first!),
        ...paragraph(listed([...cost, ...furtherReasons(entry)], MOST, (reason) => `* ${short(reason, 300)}`)),
        ...paragraph(listed(grave, MOST, attributeLine)),
        ...paragraph(doLines(entry)),
      ],
    },
    { rank: "neutral attributes", lines: alsoLines(neutral) },
  ];
}

const alsoLines = (neutral: readonly AttributeChange[]): readonly string[] =>
  neutral.length === 0 ? [] : ["", "Changed with it:", "", ...listed(neutral, MOST, attributeLine)];

const isNeutral = ({ verdict, forcesReplacement, ignoredByProvider }: AttributeChange): boolean =>
  verdict === "neutral" && !forcesReplacement && !ignoredByProvider;

const paragraph = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ["", ...lines]);

function rankOf({ risk }: Entry): Section["rank"] {
  if (risk === "downtime") return "downtime details";
  if (risk === "other") return "rest by resource";
  return risk === "ignored-edit" || risk === "cannot-tell" ? "lesser details" : "grave details";
}

/** What forces a replacement has a line of its own, with its values. */
function reasonOf({ what, changes }: Entry): readonly [said: string, cost: readonly string[]] {
  const isForced = changes[0]!.attributes.some(({ forcesReplacement }) => forcesReplacement);
  const [said, ...cost] = isForced ? what.split(/, forced by [^:]*: /, 2) : [what];
  return [short(said!, 200), cost];
}

function forcedLines({ attributes, type, at }: Change): readonly string[] {
  const place = at === undefined ? [] : [named(at.line === undefined ? at.file : `${at.file}:${at.line}`)];
  const forced = attributes.filter(({ forcesReplacement }) => forcesReplacement);
  if (forced.length === 0) return place;
  const names = [...new Set(forced.map(({ path }) => topOf(path)))];
  const values = forced.slice(0, 3).map(({ path, before, after }) => {
    const inside = path.startsWith(`${topOf(path)}.`) ? path.slice(topOf(path).length + 1) : path;
    return `${forced.length === 1 && path === topOf(path) ? "" : `${named(inside)} `}${pairShown(before, after)}`;
  });
  const more = forced.length > 3 ? [`${forced.length - 3} more`] : [];
  const which = names
    .slice(0, 3)
    .map((name) => named(name))
    .join(", ");
  const why = `a ${kindOf(type)} cannot be changed there in place`;
  return [[`Forced by ${which} (${short(why)}): ${[...values, ...more].join(", ")}`, ...place].join(" · ")];
}

const MOST_NAMES = 30;

function doLines({ changes }: Entry): readonly string[] {
  const [{ remedy, affected = [] }] = changes as readonly [Change];
  const all = changes.length > 1 ? [`All of: ${namesIn(changes.map(nameOf))}.`] : [];
  const layers = affected.length === 1 ? "1 layer" : `${affected.length} layers`;
  const used = affected.length > 0 ? [`Used by ${layers}: ${namesIn(affected)}.`] : [];
  return [...all, ...used, ...(remedy === "nothing" ? [] : [`**Do:** ${short(remedy, 300)}`])];
}

const namesIn = (names: readonly string[]): string => {
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return `${names
    .slice(0, MOST_NAMES)
    .map((name) => named(name))
    .join(", ")}${more}`;
};
