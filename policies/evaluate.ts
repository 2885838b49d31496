import type { Fact } from "./facts/fact";
import type { FactsByKind, Kind, Platform } from "./facts/subject";
import type { Finding, Report, Rule, Verdict } from "./rule";

export const PASS: Verdict = { verdict: "pass" };
export const NOT_APPLICABLE: Verdict = { verdict: "not-applicable" };
export const fail = (message: string): Verdict => ({ verdict: "fail", message });

export const cannotTell = (message: string): Verdict => ({ verdict: "unknown", message });

/** What a fact says to a rule; `wrong` gives the words for a value that breaks it, or an answer of its own. */
export function judge<T>(fact: Fact<T>, what: string, wrong: (value: T) => string | Verdict | undefined): Verdict {
  if (fact.state === "unsayable") return { verdict: "cannot-say" };
  if (fact.state === "unknown") return cannotTell(`${what} cannot be told: ${WHY[fact.why]}`);
  const said = wrong(fact.value);
  if (typeof said !== "string") return said ?? PASS;
  return fail(fact.from === "default" ? `${said}, by default` : said);
}

const WHY = {
  "after-apply": "it is known after the apply",
  expression: "it is an expression",
  "image-decides": "the image decides",
  masked: "it is masked",
} as const;

/** Every rule asked of every subject that it is about. */
export function evaluate(platforms: readonly Platform[], rules: readonly Rule[]): Report {
  const answers = platforms.flatMap((platform) =>
    platform.subjects.flatMap((subject) =>
      rules
        .filter((rule) => rule.on === subject.kind)
        .map((rule) => ({ rule, subject, answer: rule.check(subject, platform) })),
    ),
  );
  const counted = (verdict: Verdict["verdict"]) => answers.filter(({ answer }) => answer.verdict === verdict).length;
  return {
    findings: answers.flatMap(({ rule, subject, answer }) => findingOf(rule, subject, answer)),
    pass: counted("pass"),
    notApplicable: counted("not-applicable"),
    cannotSay: counted("cannot-say"),
    notExamined: sumOf(platforms),
    sources: [...new Set(platforms.map(({ source }) => source))],
  };
}

function findingOf(rule: Rule, subject: FactsByKind[Kind], answer: Verdict): readonly Finding[] {
  if (answer.verdict !== "fail" && answer.verdict !== "unknown") return [];
  return [{ rule, subject, verdict: answer.verdict, message: answer.message }];
}

function sumOf(platforms: readonly Platform[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  for (const [type, count] of platforms.flatMap(({ notExamined }) => [...notExamined])) {
    sum.set(type, (sum.get(type) ?? 0) + count);
  }
  return sum;
}
