import type { Condition, Statement, Words } from "../../../policies/facts/access-statement";
import { matches } from "../../../policies/facts/access-words";

/** One thing that somebody may do with something. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
}

/** What of a statement others do not hold. */
export interface Surplus {
  readonly statement: Statement;
  readonly requests: readonly Request[];
  /** Whether others hold all of it under further conditions. */
  readonly isLessConditional: boolean;
}

/** Of more comparisons than this, of letters with letters, statements are compared as they are written: about a second. */
const MOST_COMPARED = 300_000_000;

/** What statements say, and others do not, however they are divided. */
export function surplusOf(known: readonly Statement[], all: readonly Statement[]): readonly Surplus[] {
  const written = new Set(known.map((one) => JSON.stringify(one)));
  const others = all.filter((one) => !written.has(JSON.stringify(one)));
  const asked = others.reduce((sum, one) => sum + countOf(one) * lettersOf(one), 0);
  const isMuch = asked * known.reduce((sum, one) => sum + lettersOf(one), 0) > MOST_COMPARED;
  return others.flatMap((statement) => {
    if (isMuch) return [{ statement, requests: [wholeOf(statement)], isLessConditional: false }];
    const open = requestsOf(statement).filter((request) => !known.some((one) => covers(one, statement, request)));
    if (open.length === 0) return [];
    const isHeld = (request: Request) => known.some((one) => holdsRequest(one, request));
    return [{ statement, requests: open, isLessConditional: open.every(isHeld) }];
  });
}

const wordsOf = ({ actions, resources, principals }: Statement) => [actions, resources, principals];

const lettersOf = (statement: Statement): number =>
  wordsOf(statement)
    .flatMap(({ words }) => words)
    .reduce((sum, word) => sum + word.length, 0);

const countOf = (statement: Statement): number =>
  wordsOf(statement).reduce((product, words) => product * atomsOf(words).length, 1);

const wholeOf = ({ actions, resources, principals }: Statement): Request => ({
  action: atomsOf(actions).join(", "),
  resource: atomsOf(resources).join(", "),
  principal: principals.words.includes("*") ? "*" : atomsOf(principals).join(", "),
});

const requestsOf = ({ actions, resources, principals }: Statement): readonly Request[] =>
  atomsOf(actions).flatMap((action) =>
    atomsOf(resources).flatMap((resource) => atomsOf(principals).map((principal) => ({ action, resource, principal }))),
  );

const NOT = "anything but ";

/** Of what is not named all at once; of nothing nothing, which is one thing. */
const atomsOf = ({ isNot, words }: Words): readonly string[] =>
  isNot ? [NOT + words.join(", ")] : words.length === 0 ? [""] : words;

/** Whatever meets the one's conditions meets the other's, too. */
const covers = (known: Statement, { conditions }: Statement, request: Request): boolean =>
  known.conditions.every((wanted) => conditions.some((one) => isWithin(one, wanted))) && holdsRequest(known, request);

/** Of one value less is asked for by one of several; of what must not be met by fewer of them. */
function isWithin(one: Condition, wanted: Condition): boolean {
  if (one.test !== wanted.test || one.key !== wanted.key) return false;
  const [fewer, more] = /Not|^Null$/.test(one.test) ? [wanted.values, one.values] : [one.values, wanted.values];
  return fewer.every((value) => more.includes(value));
}

const holdsRequest = ({ actions, resources, principals }: Statement, request: Request): boolean =>
  holds(actions, request.action) && holds(resources, request.resource) && holds(principals, request.principal);

function holds({ isNot, words }: Words, wanted: string): boolean {
  if (!isNot) return words.length === 0 ? wanted === "" : words.some((word) => matches(word, wanted));
  if (wanted.startsWith(NOT)) return wanted === NOT + words.join(", ");
  // What has a wildcard may be any of those.
  return !/[*?]/.test(wanted) && words.every((word) => !matches(word, wanted));
}
