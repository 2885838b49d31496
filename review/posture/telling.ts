import type { Rule } from "../../policies/rule";
import type { PostureVerdict } from "./change";
import { factOf, type FactChange } from "./facts";
import type { Pair } from "./match";
import { areRelated, type Turn } from "./rules";

/** One thing to tell: a fact's, a rule's, or what both say. */
export interface Told extends FactChange {
  readonly rule?: Rule;
  readonly value?: string;
}

/** What follows from another fact, and is no weakening of its own. */
const FOLLOWS: Readonly<Record<string, string>> = {
  seccomp: "privileged",
  appArmor: "privileged",
  kernelPathsHidden: "privileged",
  memoryAndSwapBytes: "memoryBytes",
  callers: "ingressClosed",
  callees: "egressClosed",
  // Of a chart that is elsewhere nobody knows which values it knows.
  strangeValues: "chartIsLocal",
};

/** Joins what the facts and the rules say of one thing, so that each weakening is told once. */
export class Telling {
  private readonly all: Told[];
  private readonly saidByRule = new Set<Told>();

  constructor(
    private readonly pair: Pair,
    changes: readonly FactChange[],
  ) {
    this.all = folded(changes);
  }

  add(turn: Turn): void {
    const { rule, verdict, more, less } = turn;
    if (verdict !== "still") {
      this.tell(turn, verdict);
      return;
    }
    const own = this.all.filter((one) => needs(rule, one));
    const said = own.filter((one) => one.verdict === "worse" || one.verdict === "better");
    const same = said.filter((one) => one.rule !== undefined || speaksOf(rule, one));
    for (const one of same.filter((other) => !other.rule)) this.replace(one, { ...one, rule, value: turn.value });
    if (same.length > 0 || own.length === 0) return;
    if (more) this.tell(turn, "worse");
    if (less) this.tell({ ...turn, message: "no longer all of what a rule found" }, "better");
  }

  /** Of what is new only what a rule forbids, and what others reach. */
  told(): readonly Told[] {
    return this.pair.before ? this.all : this.all.filter(({ rule, exposure }) => rule !== undefined || exposure);
  }

  private tell({ rule, message, value }: Turn, verdict: PostureVerdict): void {
    const same = this.all.filter((one) => one.verdict === verdict);
    const open = same.find((one) => needs(rule, one) && !one.rule && speaksOf(rule, one));
    if (open) {
      this.replace(open, { ...open, rule, value });
      return;
    }
    if (verdict === "cannot-tell" && this.all.some((one) => one.verdict === "worse" && needs(rule, one))) return;
    const silent = this.all.find((one) => one.verdict === "neutral" && needs(rule, one));
    const related = silent ? undefined : same.find((one) => one.rule && areRelated(one.rule, rule));
    if (related) {
      // Where a fact has words, they say what its rules would say.
      if (this.saidByRule.has(related)) this.replace(related, { ...related, words: [...related.words, message] });
      return;
    }
    const told = { ...(silent ?? this.unchanged(rule)), verdict, rule, value, words: [message] };
    this.saidByRule.add(told);
    if (silent) this.replace(silent, told);
    else this.all.push(told);
  }

  /** A rule may say something new of facts that are as they were: for others are not. */
  private unchanged(rule: Rule): FactChange {
    const { before, after } = this.pair;
    const known = this.all.find((one) => needs(rule, one));
    if (known) return { ...known, exposure: false };
    const fact = rule.needs[0]!;
    return {
      fact,
      before: before && factOf(before, fact),
      after: factOf(after, fact),
      verdict: "neutral",
      exposure: false,
      words: [],
    };
  }

  private replace(one: Told, other: Told): void {
    this.all[this.all.indexOf(one)] = other;
    if (this.saidByRule.has(one)) this.saidByRule.add(other);
  }
}

const needs = (rule: Rule, { fact }: Told): boolean => (rule.needs as readonly string[]).includes(fact);

/** Of facts that hold several things, which of them a rule is about: who accepts one of them has not accepted the others. */
const ABOUT: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  mounts: { "BWK-propagation": /^gives /, "BWK-tmpfs-options": /^allows /, "BWK-tmpfs-size": /^may fill / },
  exposures: { "BWK-published-ports": / on every address, / },
};

const speaksOf = (rule: Rule, { fact, verdict, words }: Told): boolean => {
  const about = ABOUT[fact];
  return about === undefined || verdict === "cannot-tell" || words.every((word) => about[rule.id]?.test(word) ?? false);
};

function folded(changes: readonly FactChange[]): Told[] {
  const leaderOf = ({ fact, verdict }: FactChange) =>
    changes.find((other) => other.fact === FOLLOWS[fact] && [other.verdict, "cannot-tell"].includes(verdict));
  return changes
    .filter((one) => one.verdict === "neutral" || !leaderOf(one))
    .map((one) => {
      const followers = changes.filter((other) => other.verdict !== "neutral" && leaderOf(other) === one);
      return { ...one, words: [...one.words, ...followers.flatMap(({ words }) => words)] };
    });
}
