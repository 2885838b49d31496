import { byDefault, declared, unknown, UNSAYABLE } from "../../../policies/facts/fact";
import type { FactsByKind, Kind } from "../../../policies/facts/subject";
import { factChanges } from "../../../review/posture/facts";
import { ORDERINGS } from "../../../review/posture/order";
import { isFact } from "../../../review/posture/shown";
import { BUILDERS, VALUES } from "../../support/policies/values";

type Facts = FactsByKind[Kind];

const KINDS = Object.keys(BUILDERS) as Kind[];
const plain = (kind: Kind): Facts => (BUILDERS[kind] as () => Facts)();
const OF_EVERY_SUBJECT = ["id", "kind", "source", "at", "path", "madeAt"];
const factsOf = (kind: Kind) => Object.keys(plain(kind)).filter((key) => !OF_EVERY_SUBJECT.includes(key));

/** A thing with one fact as it is given; some facts are always known, and are no facts by form. */
function withFact(kind: Kind, fact: string, said: unknown): Facts {
  const subject = plain(kind) as unknown as Readonly<Record<string, unknown>>;
  const isPlain = !isFact(subject[fact]);
  const value = isPlain && isFact(said) && said.state === "known" ? said.value : said;
  return { ...subject, [fact]: value } as unknown as Facts;
}

const verdicts = (kind: Kind, fact: string, before: unknown, after: unknown) =>
  factChanges({ before: withFact(kind, fact, before), after: withFact(kind, fact, after) }).map(
    ({ verdict }) => verdict,
  );

interface Row {
  readonly kind: Kind;
  readonly fact: string;
  readonly good?: unknown;
  readonly bad?: unknown;
  readonly one?: unknown;
  readonly other?: unknown;
}

const ROWS = KINDS.flatMap((kind) =>
  Object.entries(VALUES[kind] as object).map(([fact, two]): Row => ({ kind, fact, ...(two as object) })),
);
const ORDERED = ROWS.filter((row) => "bad" in row);
const NEUTRAL = ROWS.filter((row) => "other" in row);

describe("the order of facts", () => {
  it.each(KINDS)("has every fact of a %s, and a case for it", (kind) => {
    expect(Object.keys(ORDERINGS[kind]).sort()).toEqual(factsOf(kind).sort());
    expect(Object.keys(VALUES[kind]).sort()).toEqual(factsOf(kind).sort());
  });

  it.each(ORDERED)("says of the $fact of a $kind which is worse, and which better", ({ kind, fact, good, bad }) => {
    expect(verdicts(kind, fact, declared(good), declared(bad))).toEqual(["worse"]);
    expect(verdicts(kind, fact, declared(bad), declared(good))).toEqual(["better"]);
    expect(verdicts(kind, fact, declared(good), byDefault(bad))).toEqual(["worse"]);
  });

  it.each(ORDERED)("cannot tell the $fact of a $kind once it is unknown", ({ kind, fact, good, bad }) => {
    expect(verdicts(kind, fact, declared(good), unknown("expression"))).toEqual(["cannot-tell"]);
    expect(verdicts(kind, fact, declared(good), { ...declared(good), more: "expression" })).toEqual(["cannot-tell"]);
    expect(verdicts(kind, fact, unknown("expression"), declared(bad))).toEqual(["worse"]);
    expect(verdicts(kind, fact, UNSAYABLE, declared(bad))).toEqual(["worse"]);
  });

  it.each(ROWS)("says nothing of the $fact of a $kind that is as it was", ({ kind, fact, ...values }) => {
    const known = Object.values(values).flatMap((value) => [declared(value), byDefault(value)]);
    const same = [...known, unknown("masked"), UNSAYABLE];
    expect(same.flatMap((said) => verdicts(kind, fact, said, structuredClone(said)))).toEqual([]);
  });

  it.each(NEUTRAL)("finds neither $fact of a $kind worse", ({ kind, fact, one, other }) => {
    expect(verdicts(kind, fact, declared(one), declared(other))).toEqual(["neutral"]);
    expect(verdicts(kind, fact, declared(other), declared(one))).toEqual(["neutral"]);
  });

  it("tells what is better and what is worse in one fact", () => {
    const [one, other] = [["NET_ADMIN"], ["SYS_ADMIN"]].map((add) =>
      declared({ drop: new Set(["ALL"]), add: new Set(add) }),
    );
    expect(verdicts("container", "capabilities", one, other)).toEqual(["worse", "better"]);
  });
});
