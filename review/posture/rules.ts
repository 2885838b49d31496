import { CATALOGUE } from "../../policies/catalogue";
import type { FactsByKind, Kind, Platform } from "../../policies/facts/subject";
import type { Rule, Verdict } from "../../policies/rule";
import type { Pair } from "./match";

/** A platform, and all that are examined together with it. */
export interface Scene {
  readonly platform: Platform;
  readonly everything: readonly Platform[];
}

/** What a rule says now, and did not before. */
export interface Turn {
  readonly rule: Rule;
  /** `still` fails, for something else. */
  readonly verdict: "worse" | "better" | "cannot-tell" | "still";
  readonly message: string;
  readonly value: string;
  /** Of `still`: words of what is found that are new, and those that are gone. */
  readonly more: boolean;
  readonly less: boolean;
}

/** The gravest first. */
export function turnsOf(pair: Pair, base: Scene, head: Scene, isChanged: boolean): readonly Turn[] {
  return RULES.get(pair.after.kind)!.flatMap((rule) => {
    // What is as it was answers as it did, unless it is asked about others as well.
    if (!isChanged && rule.check.length < 2) return [];
    const before = pair.before && answerOf(rule, pair.before, base);
    return turnOf(rule, before, answerOf(rule, pair.after, head));
  });
}

const RULES: ReadonlyMap<Kind, readonly Rule[]> = new Map(
  (
    [
      ...(["container", "network", "volume", "stack", "provider", "release"] as const),
      ...(["workload", "namespace", "networkPolicy", "role", "clusterService"] as const),
      ...(["store", "securityGroup", "cloudPolicy", "machine"] as const),
      ...(["managedCluster", "repository", "trail", "cloudKey"] as const),
    ] as const
  ).map((kind) => [kind, CATALOGUE.filter(({ on }) => on === kind)]),
);

// The kinds are the same, which the compiler cannot see.
const answerOf = (rule: Rule, subject: FactsByKind[Kind], { platform, everything }: Scene): Verdict =>
  rule.check(subject as never, platform, everything);

const NOTHING = { value: "", more: false, less: false };

function turnOf(rule: Rule, before: Verdict | undefined, after: Verdict): readonly Turn[] {
  if (after.verdict === "fail") {
    const { message, value } = after;
    if (before?.verdict !== "fail") return [{ ...NOTHING, rule, verdict: "worse", message, value }];
    if (before.value === value) return [];
    const [was, is] = [wordsOf(before.value), wordsOf(value)];
    const [more, less] = [[...is].some((word) => !was.has(word)), [...was].some((word) => !is.has(word))];
    return [{ rule, verdict: "still", message, value, more, less }];
  }
  if (after.verdict === "unknown") {
    const isNew = before?.verdict !== "fail" && before?.verdict !== "unknown";
    return isNew ? [{ ...NOTHING, rule, verdict: "cannot-tell", message: after.message }] : [];
  }
  if (before?.verdict !== "fail" || after.verdict === "cannot-say") return [];
  return [{ ...NOTHING, rule, verdict: "better", message: `no longer ${before.message}` }];
}

/** Another number is another number. */
const wordsOf = (value: string): ReadonlySet<string> =>
  new Set(value.split(/[\s,;]+/).filter((word) => !/^\d*$/.test(word)));

/** Whether two rules report the same mistake in their own words. */
export const areRelated = (one: Rule, other: Rule): boolean =>
  one.id === other.id || (one.relatives?.includes(other.id) ?? false) || (other.relatives?.includes(one.id) ?? false);
