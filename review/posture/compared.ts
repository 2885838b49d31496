import type { Platform } from "../../policies/facts/subject";
import type { Examined } from "./change";
import { pairsOf, type Pair } from "./match";
import type { Scene } from "./rules";

/** Two platforms of one stack, and what was what. */
export interface Compared {
  readonly stack: string;
  readonly base: Scene;
  readonly head: Scene;
  readonly pairs: readonly Pair[];
}

/** Each platform of the head beside the one of the base; what is rendered lies beside what is declared. */
export function comparedOf(base: readonly Examined[], head: readonly Examined[]): readonly Compared[] {
  const before = new Map(base.map((one) => [keyOf(one), one.platform]));
  const everything = { base: base.map(({ platform }) => platform), head: head.map(({ platform }) => platform) };
  return head.map((one) => {
    const platform = before.get(keyOf(one)) ?? nothingOf(one.platform);
    return {
      stack: one.stack,
      base: { platform, everything: everything.base },
      head: { platform: one.platform, everything: everything.head },
      pairs: pairsOf(platform, one.platform, one.moved ?? new Map()),
    };
  });
}

const nothingOf = ({ source }: Platform): Platform => ({ source, subjects: [], notExamined: new Map() });

/** A plan and what was synthesized for it say the same thing. */
const keyOf = ({ stack, platform: { source } }: Examined): string =>
  JSON.stringify([stack, source === "plan" ? "synth" : source]);
