import type { Examined, Posture, PostureChange } from "./change";
import { comparedOf, type Compared } from "./compared";
import { destinationsOf } from "./destinations";
import { factChanges } from "./facts";
import { fileChanges } from "./files";
import { reachOf } from "./reach";
import { turnsOf } from "./rules";
import { shownChange } from "./sentences";
import { Telling } from "./telling";
import { waysBetween } from "./ways";

export type * from "./change";
export { awsPosture } from "./aws";

/** Every protection before and after: what is worse, better, or can no longer be told. */
export function comparePosture(base: readonly Examined[], head: readonly Examined[]): Posture {
  const compared = comparedOf(base, head);
  const files = compared.map(fileChanges);
  return {
    changes: [...toldOnce(compared.flatMap(findingsOf)), ...files.flatMap(({ changes }) => changes)],
    reach: compared.flatMap(reachOf),
    destinations: destinationsOf(
      base.map(({ platform }) => platform),
      head.map(({ platform }) => platform),
    ),
    files: files.flatMap((one) => one.files),
    ways: waysBetween(compared),
  };
}

interface Finding {
  readonly change: PostureChange;
  /** Whether the thing itself is another one than before; rules may see it in another light because of others. */
  readonly isOwn: boolean;
}

const findingsOf = ({ stack, pairs, base, head }: Compared): readonly Finding[] =>
  pairs.flatMap((pair) => {
    const changes = factChanges(pair);
    const isOwn = changes.length > 0 || pair.before === undefined;
    const telling = new Telling(pair, changes);
    for (const turn of turnsOf(pair, base, head, isOwn)) telling.add(turn);
    return telling.told().map((told) => ({ change: shownChange(stack, pair.after, told), isOwn }));
  });

/** What two things do to each other is told of the one that changed. */
function toldOnce(findings: readonly Finding[]): readonly PostureChange[] {
  const keyOf = ({ rule, verdict }: PostureChange) => `${rule ?? ""} ${verdict}`;
  const told = new Set(findings.filter(({ isOwn }) => isOwn).map(({ change }) => keyOf(change)));
  return findings.filter(({ change, isOwn }) => isOwn || !told.has(keyOf(change))).map(({ change }) => change);
}
