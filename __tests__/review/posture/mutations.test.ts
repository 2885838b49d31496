import { comparePosture, type PostureChange } from "../../../review/posture";
import { BASES, brokenBy, platformIn } from "../../support/policies/mutations/bases";
import type { Json } from "../../support/policies/mutations/mutation";

const compared = (base: Json, head: Json) =>
  comparePosture([{ stack: "test", platform: platformIn(base) }], [{ stack: "test", platform: platformIn(head) }]);

const of = (verdict: PostureChange["verdict"], changes: readonly PostureChange[]) =>
  changes.filter((change) => change.verdict === verdict);

describe.each(BASES)("what is broken in $of", ({ make, rows }) => {
  const base = make();
  const ids = (slugs: readonly string[]) => slugs.map((slug) => `BWK-${slug}`);

  it("is nothing, when it is compared with itself", () => {
    const { ways, ...news } = compared(base, make());
    expect(news).toEqual({ changes: [], reach: [], destinations: [], files: [] });
    expect(ways.ways.filter(({ when }) => when !== "both")).toEqual([]);
  });

  it.each(rows)("is told once, by $rule: $what", (mutation) => {
    const { changes } = compared(base, brokenBy(mutation, base));
    const told = [...of("worse", changes), ...of("cannot-tell", changes)];
    expect(told.filter(({ rule }) => rule === ids([mutation.rule])[0])).toHaveLength(1);
    expect(ids([mutation.rule, ...mutation.also])).toEqual(expect.arrayContaining(told.map(({ rule }) => rule)));
    expect(new Set(told.map(({ subject, fact }) => `${subject} ${fact}`)).size).toBe(told.length);
  });

  // With a volume that is gone its fault is gone, and nobody is better protected.
  const mended = rows.filter(({ rule }) => rule !== "volume-protection");

  it.each(mended)("is told as better, once it is mended, by $rule: $what", (mutation) => {
    const { changes } = compared(brokenBy(mutation, base), base);
    expect(of("better", changes).map(({ rule }) => rule)).toContain(`BWK-${mutation.rule}`);
    expect(of("worse", changes)).toEqual([]);
  });
});
