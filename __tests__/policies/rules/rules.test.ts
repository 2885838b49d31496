import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE } from "../../../policies/catalogue";
import { UNSAYABLE, unknown, type Fact } from "../../../policies/facts/fact";
import type { Rule, Verdict } from "../../../policies/rule";
import type { RuleCases, Scene } from "../../support/policies/cases";
import { ALL_CASES } from "./all";

const FOLDER = join(__dirname, "../../../policies/rules");

// The kinds are the same, which the compiler cannot see.
const ask = (rule: Rule, { subject, platform, everything }: Scene): Verdict =>
  rule.check(subject as never, platform, everything);

/** The same scene with one fact of its subject said otherwise. */
function otherwise({ subject, platform, everything }: Scene, name: string, fact: Fact<unknown>): Scene {
  const other = { ...subject, [name]: fact };
  const there = { ...platform, subjects: platform.subjects.map((one) => (one === subject ? other : one)) };
  return { subject: other, platform: there, everything: everything.map((one) => (one === platform ? there : one)) };
}

const isFact = (value: unknown): value is Fact<unknown> =>
  typeof value === "object" && value !== null && "state" in value;

/** The lists and maps among some facts, each as if there were more than it says. */
function listsOf({ subject }: Scene, names: readonly string[]): readonly (readonly [string, Fact<unknown>])[] {
  return names.flatMap((name) => {
    const fact: unknown = Reflect.get(subject, name);
    const isList = isFact(fact) && fact.state === "known" && (Array.isArray(fact.value) || fact.value instanceof Map);
    return isList ? [[name, { ...fact, more: "expression" }] as const] : [];
  });
}

/** Which facts of the subject a rule reads in a scene. */
function factsRead(rule: Rule, scene: Scene): readonly string[] {
  const read = new Set<string>();
  const subject = new Proxy(scene.subject, {
    get: (target, name: string) => {
      const value: unknown = Reflect.get(target, name);
      if (isFact(value)) read.add(name);
      return value;
    },
  });
  ask(rule, { ...scene, subject });
  return [...read];
}

describe("the catalogue", () => {
  const ids = CATALOGUE.map(({ id }) => id);

  it("has every file of the folder, each by its name, and nothing else", () => {
    const files = readdirSync(FOLDER).map((file) => `BWK-${file.replace(/\.ts$/, "")}`);
    expect([...ids].sort()).toEqual(files.sort());
  });

  it("has cases for every rule, once, and for no other", () => {
    expect(ALL_CASES.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  it("names as a relative only what is there, and never the rule itself", () => {
    const strangers = CATALOGUE.flatMap(({ id, relatives = [] }) =>
      relatives.filter((other) => other === id || !ids.includes(other)).map((other) => `${id}: ${other}`),
    );
    expect(strangers).toEqual([]);
  });

  it("names relatives both ways", () => {
    const relativesOf = (id: string) => CATALOGUE.find((rule) => rule.id === id)?.relatives ?? [];
    const oneWay = CATALOGUE.flatMap(({ id, relatives = [] }) =>
      relatives.filter((other) => !relativesOf(other).includes(id)).map((other) => `${other} does not name ${id}`),
    );
    expect(oneWay).toEqual([]);
  });
});

const CASES = new Map<string, RuleCases>(ALL_CASES.map((cases) => [cases.id, cases]));
const EXAMINED = CATALOGUE.filter(({ id }) => CASES.has(id)).map((rule) => ({
  id: rule.id,
  rule,
  cases: CASES.get(rule.id)!,
}));

describe.each(EXAMINED)("$id", ({ rule, cases }) => {
  const needs: readonly string[] = rule.needs;
  const everyScene = [...cases.breaks, ...cases.keeps, ...cases.notApplicable, ...cases.cannotTell].map(
    ({ scene }) => scene,
  );
  const passing = [cases.faultless, ...cases.keeps.map(({ scene }) => scene)].filter(
    (scene) => ask(rule, scene).verdict === "pass",
  );

  it("is about what its cases are about", () => {
    expect(rule.on).toBe(cases.kind);
    expect([cases.breaks.length > 0, cases.keeps.length > 0]).toEqual([true, true]);
  });

  it.each(cases.breaks)("is broken by $title", ({ scene, message }) => {
    const verdict = ask(rule, scene);
    expect(verdict).toMatchObject({ verdict: "fail", message });
    expect(verdict).toHaveProperty("value", expect.stringMatching(/./));
  });

  it.each(cases.keeps)("is kept by $title", ({ scene }) => {
    expect(ask(rule, scene)).toEqual({ verdict: "pass" });
  });

  it("has nothing against what keeps every promise", () => {
    expect(["pass", "not-applicable"]).toContain(ask(rule, cases.faultless).verdict);
  });

  // Not every rule has them, and a table may not be empty.
  for (const { scene, title } of cases.notApplicable) {
    it(`is not about ${title}`, () => {
      expect(ask(rule, scene)).toEqual({ verdict: "not-applicable" });
    });
  }
  for (const { scene, title, message } of cases.cannotTell) {
    it(`cannot tell of ${title}`, () => {
      expect(ask(rule, scene)).toEqual({ verdict: "unknown", message });
    });
  }

  it("reads what it says that it needs, and nothing else", () => {
    const read = new Set([cases.faultless, ...everyScene].flatMap((scene) => factsRead(rule, scene)));
    expect([...read].sort()).toEqual([...needs].sort());
  });

  it.each(needs)("answers neither yes nor no where %s cannot be told, or has no word", (name) => {
    const answers = (fact: Fact<unknown>) => passing.map((scene) => ask(rule, otherwise(scene, name, fact)).verdict);
    expect(answers(unknown("expression"))).toContain("unknown");
    expect(answers(UNSAYABLE)).toContain("cannot-say");
    expect([...answers(unknown("expression")), ...answers(UNSAYABLE)]).not.toContain("fail");
  });

  it("does not pass what is told in part", () => {
    const parts = passing.flatMap((scene) => listsOf(scene, needs).map(([name, fact]) => otherwise(scene, name, fact)));
    expect(parts.map((scene) => ask(rule, scene).verdict)).not.toContain("fail");
    expect(parts.length === 0 || parts.some((scene) => ask(rule, scene).verdict === "unknown")).toBe(true);
  });

  it.each(needs)("is never kept only because %s is out of sight", (name) => {
    const answers = cases.breaks.flatMap(({ scene }) =>
      [unknown("expression"), UNSAYABLE].map((fact) => ask(rule, otherwise(scene, name, fact)).verdict),
    );
    expect(answers).not.toContain("pass");
    expect(answers).not.toContain("not-applicable");
  });

  it("says why, what to do, and what is known of it elsewhere", () => {
    expect([rule.why.length > 20, rule.fix.length > 10, rule.references.length > 0]).toEqual([true, true, true]);
    expect(rule.bad).not.toBe(rule.good);
  });
});
