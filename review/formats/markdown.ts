import { entriesOf } from "../causes";
import type { Entry, Review, Risk } from "../model";
import { detailsOf } from "./markdown/details";
import { headline, requestLines, warningLines, whereLine } from "./markdown/headline";
import { listSections } from "./markdown/lists";
import { graveRows, lesserRows, TABLE_HEAD } from "./markdown/rows";
import { assembled, type Section } from "./markdown/sections";
import { item, listed } from "./markdown/words";

/** A comment of GitHub may have 65,536 characters. https://github.com/orgs/community/discussions/27190 */
const MOST = 65_000;

const GRAVE: readonly Risk[] = ["data-loss", "exposure", "weakened", "runs-code"];

/** For a comment in a pull request: never longer than one may be, cut between entries, the gravest kept. */
export function reviewMarkdown(review: Review): string {
  if (isNothing(review)) return nothing(review);
  const entries = entriesOf(review.changes);
  const isGrave = ({ risk }: Entry) => GRAVE.includes(risk);
  const lesser = lesserRows(entries.filter((entry) => !isGrave(entry)));
  const table = [...TABLE_HEAD, ...graveRows(entries.filter(isGrave))];
  return assembled(
    {
      must: [
        headline(review),
        whereLine(review),
        ...warningLines(review),
        ...requestLines(review),
        ...(entries.length === 0 ? [] : ["", ...table]),
      ],
      may: [
        { rank: "lesser rows", lines: lesser },
        ...entries.slice(0, MOST_DETAILS).flatMap((entry, at): readonly Section[] => detailsOf(entry, at + 1)),
        ...listSections(review),
      ],
      unwritten: Math.max(0, entries.length - MOST_DETAILS),
      foot: ["", `Digest \`${review.digest.slice(0, 12)}\` · ${countsLine(review)}`],
    },
    MOST,
  );
}

/** More never have room. */
const MOST_DETAILS = 1_000;

/** Nothing to read, and no reason to stop. */
export const isNothing = ({
  changes,
  drift,
  warnings,
  requests,
  rendered,
  files,
  reach,
  destinations,
}: Review): boolean =>
  [changes, drift, warnings, requests, rendered, files, reach, destinations].every(({ length }) => length === 0);

const nothing = (review: Review): string => {
  const left = review.leftOut.length === 0 ? [] : ["", ...listed(review.leftOut, 20, item)];
  return `${["## ✅ Bulwark: no changes", whereLine(review), ...left].join("\n")}\n`;
};

const countsLine = ({ noise, improved, drift }: Review): string =>
  `${improved.length} better, ${drift.length} changed by hand, ${noise} differences that mean nothing`;
