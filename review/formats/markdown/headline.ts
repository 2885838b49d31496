import { RISKS, type Change, type Review } from "../../model";
import { fitting } from "../../text/fitting";
import { leftOutOf } from "../left-out";
import { isStopped, WORDS } from "../words";
import { bold, item, named, short } from "./words";

/** Whether to stop, and how many changes of each risk there are. */
export const headline = (review: Review): string =>
  `## ${isStopped(review) ? "⛔ Bulwark: stop." : "✅ Bulwark:"} ${countsOf(review.changes).join(", ")}`.trimEnd();

/** `1 loses data`, the gravest first. */
export const countsOf = (changes: readonly Change[]): readonly string[] =>
  RISKS.flatMap((risk) => {
    const count = changes.filter((one) => one.risk === risk).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? WORDS[risk].one : WORDS[risk].many}`];
  });

/** More stacks than these are told by their number. */
const MOST_STACKS = 8;

export function whereLine(review: Review): string {
  const { base, head, changes, changed, resources } = review;
  const all = [...new Set(changes.map(({ stack }) => stack))];
  const more = all.length > MOST_STACKS ? [`${all.length - MOST_STACKS} more stacks`] : [];
  const stacks = [...all.slice(0, MOST_STACKS).map(bold), ...more].join(", ");
  const counts = `${changed} of ${resources} resources change, ${leftOutOf(review)} not examined`;
  return `${stacks === "" ? "" : `${stacks} · `}${counts} · ${named(base.name)} → ${named(head.name)}`;
}

/** Bytes of what is told before anything else, once for warnings and once for waivers. */
const ROOM = 2_000;

const andMore = (left: number): readonly string[] => [`* and ${left} more`];

export const warningLines = ({ warnings }: Review): readonly string[] => {
  const lines = warnings.flatMap((warning) => ["", `> ⚠️ ${short(warning, 300)}`]);
  return fitting(lines, ROOM, (left) => ["", `> ⚠️ and ${Math.ceil(left / 2)} more`]);
};

/** Waivers that the head asks for, before anything else: they are what makes a red check green. */
export function requestLines({ requests }: Review): readonly string[] {
  if (requests.length === 0) return [];
  const lines = requests.map(
    ({ environment, kind, approvedBy, waiver: { rule, subject, value, reason, owner, until } }) => {
      const approved = approvedBy === undefined ? "" : `; approved by ${approvedBy}`;
      return item(
        `${environment}: ${rule} of ${subject} ${kind}, for '${value}': ${reason} (${owner}, until ${until})${approved}`,
      );
    },
  );
  return [
    "",
    "**Waivers that are asked for.** They do not count before they are in the base, or approved by a code owner.",
    "",
    ...fitting(lines, ROOM, andMore),
  ];
}
