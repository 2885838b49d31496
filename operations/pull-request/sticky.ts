import { markdownText } from "../../review/text/escape";
import { fitting, shortened } from "../../review/text/fitting";

/** Nobody sees it, and a stranger's copy of it is by another author. */
const MARKER = "<!-- bulwark review -->";

/** https://github.com/orgs/community/discussions/27190 */
const MOST_CHARACTERS = 65_536;

const LONGEST_NOTE = 300;

/** Whether a comment is the one that this program keeps. */
export const isOwn = (body: string, login: string | undefined, author: string): boolean =>
  login?.toLowerCase() === author.toLowerCase() && body.trimEnd().endsWith(MARKER);

/** @param notes in words of which some are a stranger's @param link where the whole report lies */
export function commentBody(markdown: string, notes: readonly string[], link: string): string {
  const foot = `\n[The whole report](${link})\n\n${MARKER}\n`;
  const room = MOST_CHARACTERS - Buffer.byteLength(markdown) - foot.length - 100;
  const lines = notes.map((note) => `> ℹ️ ${markdownText(shortened(note, LONGEST_NOTE))}\n>`);
  const told = fitting(lines, Math.max(room, 0), (left) => [`> and ${left} more`]);
  return `${markdown.trimEnd()}\n\n${told.length === 0 ? "" : `${told.join("\n")}\n`}${foot}`;
}
