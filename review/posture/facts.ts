import type { Fact } from "../../policies/facts/fact";
import type { FactsByKind, Kind } from "../../policies/facts/subject";
import { orderingsOf } from "./order";
import type { Ordering } from "./order/ordering";
import type { PostureVerdict } from "./change";
import type { Pair } from "./match";
import { isSameValue } from "./same";
import { isFact } from "./shown";

/** What became of one fact. */
export interface FactChange {
  readonly fact: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly verdict: PostureVerdict;
  readonly exposure: boolean;
  readonly words: readonly string[];
}

/** Every fact of a thing that is another one than before; one that is worse here and better there is told twice. */
export function factChanges({ before, after }: Pair): readonly FactChange[] {
  // Of most things nothing has changed, which is told faster of all facts at once.
  if (before && isSameValue(before, after)) return [];
  const kind = after.kind;
  return orderingsOf(kind).flatMap(([fact, ordering]) => {
    const [was, is] = [before && factOf(before, fact), factOf(after, fact)];
    return before ? changesOf(fact, ordering, was, is) : created(fact, ordering, is);
  });
}

export const factOf = (subject: FactsByKind[Kind], fact: string): unknown =>
  (subject as unknown as Readonly<Record<string, unknown>>)[fact];

function changesOf(fact: string, ordering: Ordering<unknown>, was: unknown, is: unknown): readonly FactChange[] {
  if (was === is || isSame(was, is)) return [];
  const told = (verdict: PostureVerdict, words: readonly string[]): FactChange => {
    const exposure = verdict === "worse" && ordering.isExposure === true;
    return { fact, before: was, after: is, verdict, exposure, words };
  };
  const changes = verdictsOf(ordering, asFact(was), asFact(is)).map(([verdict, words]) => told(verdict, words));
  return changes.length > 0 ? changes : [told("neutral", [])];
}

/** Who decided makes no difference. */
function isSame(was: unknown, is: unknown): boolean {
  if (!isFact(was) || !isFact(is) || was.state !== "known" || is.state !== "known") return isSameValue(was, is);
  return was.more === is.more && isSameValue(was.value, is.value);
}

/** Of what is new only what is wrong with it counts. */
function created(fact: string, ordering: Ordering<unknown>, is: unknown): readonly FactChange[] {
  const words = badIn(ordering, asFact(is));
  if (words.length === 0) return [];
  return [{ fact, before: undefined, after: is, verdict: "worse", exposure: ordering.isExposure === true, words }];
}

const asFact = (said: unknown): Fact<unknown> =>
  isFact(said) ? said : { state: "known", value: said, from: "declared" };

type Told = readonly [PostureVerdict, readonly string[]];

function verdictsOf(ordering: Ordering<unknown>, was: Fact<unknown>, is: Fact<unknown>): readonly Told[] {
  if (was.state === "known" && is.state === "known") {
    const worse = ordering.worse(was.value, is.value);
    const better = ordering.worse(is.value, was.value);
    // What else there is may be anything.
    const isHidden = is.more !== undefined && was.more === undefined && worse.length === 0 && isOrdered(ordering);
    return [
      ...(worse.length > 0 ? [["worse", worse] as const] : []),
      ...(isHidden ? [["cannot-tell", ["is no longer known as a whole"]] as const] : []),
      ...(better.length > 0 ? [["better", better] as const] : []),
    ];
  }
  if (is.state === "known") {
    const bad = badIn(ordering, is);
    if (bad.length > 0) return [["worse", bad]];
    return was.state === "unknown" && isOrdered(ordering) ? [["better", ["is not known"]]] : [];
  }
  const isLost = was.state === "known" && isOrdered(ordering);
  return isLost ? [["cannot-tell", ["is no longer known"]]] : [];
}

const badIn = (ordering: Ordering<unknown>, is: Fact<unknown>): readonly string[] =>
  is.state === "known" ? ordering.worse(ordering.harmless, is.value) : [];

const isOrdered = (ordering: Ordering<unknown>): boolean => ordering.isNeutral !== true;
