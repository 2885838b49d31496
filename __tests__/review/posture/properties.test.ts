import fc from "fast-check";
import { byDefault, declared, unknown, UNSAYABLE, type Fact } from "../../../policies/facts/fact";
import type { FactsByKind, Kind } from "../../../policies/facts/subject";
import { factChanges } from "../../../review/posture/facts";
import { linesChanged } from "../../../review/posture/files/lines";
import { orderOf } from "../../../review/posture/files/order";
import { orderingsOf } from "../../../review/posture/order";
import { isFact } from "../../../review/posture/shown";
import { platformOf } from "../../support/policies/container";
import { postureOf } from "../../support/policies/posture";
import { BUILDERS, VALUES } from "../../support/policies/values";

type Facts = FactsByKind[Kind];

const plain = (kind: Kind): Facts => (BUILDERS[kind] as () => Facts)();

/** Of each fact its known values; with `isOpen` also what nobody can tell. */
function someFact(kind: Kind, fact: string, isOpen: boolean): fc.Arbitrary<unknown> {
  const values = Object.values((VALUES[kind] as Readonly<Record<string, object>>)[fact]!) as unknown[];
  const said = (plain(kind) as unknown as Readonly<Record<string, unknown>>)[fact];
  if (!isFact(said)) return fc.constantFrom(said, ...values);
  const known: readonly Fact<unknown>[] = [
    ...(said.state === "known" ? [said] : []),
    ...values.flatMap((value) => [declared(value), byDefault(value)]),
  ];
  const open = [unknown("after-apply"), UNSAYABLE, ...values.map((value) => ({ ...declared(value), more: "masked" }))];
  return fc.constantFrom(...known, ...(isOpen ? open : []));
}

const someOf = (kind: Kind, isOpen: boolean): fc.Arbitrary<Facts> =>
  fc
    .record(Object.fromEntries(orderingsOf(kind).map(([fact]) => [fact, someFact(kind, fact, isOpen)])))
    .map((facts) => ({ ...plain(kind), ...facts }));

const KINDS = Object.keys(BUILDERS) as Kind[];
const some = (isOpen: boolean) =>
  fc.constantFrom(...KINDS).chain((kind) => fc.tuple(someOf(kind, isOpen), someOf(kind, isOpen)));

const told = (verdict: string, before: Facts, after: Facts) =>
  factChanges({ before, after })
    .filter((change) => change.verdict === verdict)
    .map(({ fact, words }) => `${fact}: ${words.join()}`);

describe("two things of one kind", () => {
  it("are no other than themselves, whatever is known of them", () => {
    fc.assert(
      fc.property(some(true), ([one]) => {
        expect(postureOf(platformOf(one), platformOf(one)).changes).toEqual([]);
      }),
    );
  });

  it("are worse one way exactly where they are better the other way", () => {
    fc.assert(
      fc.property(some(false), ([one, other]) => {
        expect(told("worse", one, other)).toEqual(told("better", other, one));
      }),
    );
  });

  it("are never better where something is lost from sight", () => {
    fc.assert(
      fc.property(some(true), ([one, other]) => {
        const lost = told("cannot-tell", one, other).map((text) => text.split(":")[0]);
        const back = told("cannot-tell", other, one).map((text) => text.split(":")[0]);
        expect(lost.filter((fact) => back.includes(fact))).toEqual([]);
      }),
    );
  });

  it("say of each rule once what is worse", () => {
    fc.assert(
      fc.property(some(true), ([one, other]) => {
        const changes = postureOf(platformOf(one), platformOf(other)).changes.filter(
          ({ verdict }) => verdict === "worse",
        );
        const rules = changes.flatMap(({ rule, message }) => (rule === undefined ? [] : [`${rule} ${message}`]));
        expect(new Set(rules).size).toBe(rules.length);
      }),
    );
  });
});

describe("whatever is in a file", () => {
  const NAMES = ["pg_hba.conf", "users.acl", "haproxy.cfg", "alertmanager.yml", "other.conf"];
  const word = fc.constantFrom(
    ...["host", "hostssl", "local", "all", "0.0.0.0/0", "10.0.0.0/8", "trust", "reject", "md5", "user", "on", "nopass"],
    ...[
      "~*",
      "+@all",
      "-@all",
      "bind",
      ":80",
      "ssl",
      "frontend",
      "stats",
      "enable",
      "receivers:",
      "- name: x",
      "\n",
      "\n  ",
    ],
  );
  const text = fc.oneof(
    fc.array(word, { maxLength: 40 }).map((words) => words.join(" ")),
    fc.string({ maxLength: 200 }),
  );

  it("is no worse than itself, and never throws", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), text, text, (name, one, other) => {
        expect(orderOf(name, one)(one, one)).toEqual([]);
        expect(Array.isArray(orderOf(name, `${one}\n${other}`)(one, other))).toBe(true);
      }),
    );
  });

  it("the lines of the other file come of it by what is told", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "c")), fc.array(fc.constantFrom("a", "b", "c")), (one, other) => {
        const changes = linesChanged(one.join("\n"), other.join("\n"));
        const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
        const length = (lines: readonly string[]) => (lines.length === 0 ? 0 : lines.length);
        expect(length(one) - count("removed")).toBe(length(other) - count("added"));
      }),
    );
  });
});
