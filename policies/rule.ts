import type { FactsByKind, Kind, Platform, Source } from "./facts/subject";

export type Severity = "critical" | "high" | "medium" | "low";

/** From the worst on. */
export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];

export type Verdict =
  | { readonly verdict: "pass" }
  | { readonly verdict: "fail"; readonly message: string }
  | { readonly verdict: "not-applicable" }
  | { readonly verdict: "unknown"; readonly message: string }
  /** The source has no word for what the rule asks. */
  | { readonly verdict: "cannot-say" };

/** One promise, written down once. It sees facts, and never what said them. */
export interface Rule<K extends Kind = Kind> {
  /** `BWK-` and a word: public, never used again for something else. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters, in a sentence or two. */
  readonly why: string;
  readonly fix: string;
  /** A piece of compose file that breaks it, and one that keeps it. */
  readonly bad: string;
  readonly good: string;
  readonly references: readonly string[];
  readonly on: K;
  readonly check: (subject: FactsByKind[K], platform: Platform) => Verdict;
}

export interface Finding {
  readonly rule: Rule;
  readonly verdict: "fail" | "unknown";
  readonly message: string;
  readonly subject: FactsByKind[Kind];
}

export interface Report {
  readonly findings: readonly Finding[];
  readonly pass: number;
  readonly notApplicable: number;
  /** Questions that the source has no word for. */
  readonly cannotSay: number;
  readonly notExamined: ReadonlyMap<string, number>;
  readonly sources: readonly Source[];
}
