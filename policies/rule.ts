import type { FactsByKind, Kind, Platform, Source, Subject } from "./facts/subject";

export type Severity = "critical" | "high" | "medium" | "low";

/** From the worst on. */
export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];

export type Verdict =
  | { readonly verdict: "pass" }
  | {
      readonly verdict: "fail";
      readonly message: string;
      /** What was found, in short: a waiver accepts this, and nothing else. Never a secret. */
      readonly value: string;
    }
  | { readonly verdict: "not-applicable" }
  | { readonly verdict: "unknown"; readonly message: string }
  /** The source has no word for what the rule asks. */
  | { readonly verdict: "cannot-say" };

/** The facts of a kind, without what every subject has. */
export type FactOf<K extends Kind> = { [L in K]: Exclude<keyof FactsByKind[L], keyof Subject> }[K];

/** Where Bulwark does on purpose what a benchmark does not ask for. */
export interface Deviation {
  /** `CIS Docker Benchmark 1.6, 5.15`. */
  readonly from: string;
  readonly reason: string;
}

/** One promise, written down once. It sees facts, and never what said them. */
export type Rule<K extends Kind = Kind> = { [L in K]: RuleOn<L> }[K];

interface RuleOn<K extends Kind> {
  /** `BWK-` and a word: public, never used again for something else. */
  readonly id: string;
  /** What follows the name of the kind: 'a container' 'runs as …'. */
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters, in a sentence or two. */
  readonly why: string;
  readonly fix: string;
  /**
   * What breaks it, and what keeps it: keys of a compose service, a whole compose file, Kubernetes manifests, or
   * Terraform's JSON, of which each line that starts an object is a stack of its own.
   */
  readonly bad: string;
  readonly good: string;
  readonly references: readonly string[];
  readonly deviation?: Deviation;
  /** Rules that report the same mistake in their own words. */
  readonly relatives?: readonly string[];
  /** What no reason makes acceptable. */
  readonly cannotBeWaived?: true;
  readonly on: K;
  /** The facts that the answer is made of. */
  readonly needs: readonly FactOf<K>[];
  check(subject: FactsByKind[K], platform: Platform, everything: readonly Platform[]): Verdict;
}

export interface Finding {
  readonly rule: Rule;
  readonly verdict: "fail" | "unknown";
  readonly message: string;
  /** Of a failure, what a waiver may accept. */
  readonly value: string;
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
