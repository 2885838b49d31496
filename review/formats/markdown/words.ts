import type { AttributeChange, Shown } from "../../model";
import { markdownText, plainText } from "../../text/escape";
import { shortened } from "../../text/fitting";
import { pairOf } from "../pairs";

/** Longer values are for the other formats. */
const MOST_OF_VALUE = 120;

export const short = (text: string, most = MOST_OF_VALUE): string => markdownText(shortened(text, most));

/** What cannot end a code span, and means nothing to a build server. */
const HARMLESS = /^[A-Za-z0-9_/.](?:[A-Za-z0-9_./[\]-]|:(?!:))*$/;

/** A name as code, where nothing in it could break out. */
export const named = (text: string, most = MOST_OF_VALUE): string => {
  const cut = shortened(text, most);
  return HARMLESS.test(cut) ? `\`${cut}\`` : markdownText(cut);
};

export const bold = (text: string): string => `**${short(text)}**`;

export const item = (text: string): string => `* ${short(text, 1_000)}`;

/** What ends no code span: outside of a table nothing else does. */
const asCode = (text: string): string => {
  const cut = shortened(text, MOST_OF_VALUE);
  return /^[^`\s](?:[^`]*[^`\s])?$/.test(cut) && plainText(cut) === cut ? `\`${cut}\`` : markdownText(cut);
};

/** A value in a line; a cell of a table has another way. */
export function shown(value: Shown): string {
  if (value === undefined || value === null) return "unset";
  if (typeof value === "string") return value === "" ? "empty" : asCode(value);
  return typeof value === "object" ? asCode(JSON.stringify(value)) : String(value);
}

/** Before and after, without what both sides of a list or an object have. */
export function pairShown(before: Shown, after: Shown): string {
  const pair = pairOf(before, after);
  return `${shown(pair.before)} → ${shown(pair.after)}${pair.same > 0 ? ` and ${pair.same} more as before` : ""}`;
}

/** What reads as a word. */
const PLAIN = /^[a-z]{1,40}$/;

export function attributeLine({ path, before, after, ...is }: AttributeChange): string {
  const mark = is.verdict === "worse" ? " ⬇" : is.verdict === "better" ? " ⬆" : "";
  const forced = is.forcesReplacement ? " (forces the replacement)" : "";
  const ignored = is.ignoredByProvider ? " (the provider never applies it)" : "";
  return `* ${PLAIN.test(path) ? short(path) : named(path)}: ${pairShown(before, after)}${forced}${ignored}${mark}`;
}

/** As many as are read, and the number of the others. */
export const listed = <T>(all: readonly T[], most: number, lineOf: (one: T) => string): readonly string[] => [
  ...all.slice(0, most).map(lineOf),
  ...(all.length > most ? [`* and ${all.length - most} more`] : []),
];
