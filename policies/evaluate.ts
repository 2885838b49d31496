import { tooMuchForARule } from "./errors";
import type { Fact } from "./facts/fact";
import type { FactsByKind, Kind, Platform } from "./facts/subject";
import type { Finding, Report, Rule, Verdict } from "./rule";

export const PASS: Verdict = { verdict: "pass" };
export const NOT_APPLICABLE: Verdict = { verdict: "not-applicable" };

/** @param value what was found, in short and never a secret; the message when left out */
export const fail = (message: string, value = message): Verdict => ({ verdict: "fail", message, value });

export const cannotTell = (message: string): Verdict => ({ verdict: "unknown", message });

/** What a fact says to a rule; `wrong` gives the words for a value that breaks it, or an answer of its own. */
export function judge<T>(fact: Fact<T>, what: string, wrong: (value: T) => string | Verdict | undefined): Verdict {
  if (fact.state === "unsayable") return { verdict: "cannot-say" };
  if (fact.state === "unknown") return cannotTell(`${what} cannot be told: ${WHY[fact.why]}`);
  const said = wrong(fact.value);
  if (typeof said === "string") return fail(fact.from === "default" ? `${said}, by default` : said, said);
  const answer = said ?? PASS;
  if (answer.verdict === "pass" && fact.more) return cannotTell(`not all of ${what} can be told: ${WHY[fact.more]}`);
  return answer;
}

const FROM_THE_WORST = ["fail", "unknown", "cannot-say", "not-applicable", "pass"] as const;

/** One answer of several, where each could break the rule by itself. */
export const worstOf = (...verdicts: readonly Verdict[]): Verdict =>
  FROM_THE_WORST.flatMap((word) => verdicts.filter(({ verdict }) => verdict === word))[0] ?? PASS;

const WHY = {
  "after-apply": "it is known after the apply",
  expression: "it is an expression",
  "image-decides": "the image decides",
  masked: "it is masked",
  elsewhere: "it is said elsewhere",
} as const;

/** Every rule asked of every subject that it is about. */
export function evaluate(platforms: readonly Platform[], rules: readonly Rule[]): Report {
  const findings: Finding[] = [];
  const counts = { pass: 0, fail: 0, unknown: 0, "not-applicable": 0, "cannot-say": 0 };
  // One pass without a record for each answer: of ten thousand things there are half a million.
  for (const platform of platforms) {
    for (const subject of platform.subjects) {
      for (const rule of rules) {
        if (rule.on !== subject.kind) continue;
        const answer = answerOf(rule, subject, platform, platforms);
        counts[answer.verdict] += 1;
        if (answer.verdict === "fail" || answer.verdict === "unknown") findings.push(findingOf(rule, subject, answer));
      }
    }
  }
  return {
    findings,
    pass: counts.pass,
    notApplicable: counts["not-applicable"],
    cannotSay: counts["cannot-say"],
    notExamined: notExaminedIn(platforms),
    sources: [...new Set(platforms.map(({ source }) => source))],
  };
}

function answerOf(rule: Rule, subject: FactsByKind[Kind], platform: Platform, platforms: readonly Platform[]): Verdict {
  try {
    // The kinds are the same, which the compiler cannot see.
    return rule.check(subject as never, platform, platforms);
  } catch (error) {
    // A regular expression has room for some megabytes of one text.
    if (error instanceof RangeError) throw tooMuchForARule(rule.id, subject.id, subject.at);
    throw error;
  }
}

function findingOf(
  rule: Rule,
  subject: FactsByKind[Kind],
  answer: Extract<Verdict, { readonly verdict: "fail" | "unknown" }>,
): Finding {
  const value = answer.verdict === "fail" ? answer.value : "";
  return { rule, subject, verdict: answer.verdict, message: answer.message, value };
}

/** Types that no reader knows, with how many there are on all platforms. */
export function notExaminedIn(platforms: readonly Platform[]): ReadonlyMap<string, number> {
  const sum = new Map<string, number>();
  for (const [type, count] of platforms.flatMap(({ notExamined }) => [...notExamined])) {
    sum.set(type, (sum.get(type) ?? 0) + count);
  }
  return sum;
}
