import { RISKS, type AttributeChange, type Change, type Risk } from "./model";
import type { Location } from "../policies/facts/fact";
import type { Waiver } from "../policies/waivers";
import type { PostureChange } from "./posture";

export interface Judged {
  readonly change: PostureChange;
  /** Of what is weaker, and may be. */
  readonly waiver: Waiver | undefined;
}

/** What the rules and the facts say of a resource makes its change graver, and never lighter. */
export function withPosture(
  changes: readonly Change[],
  judged: readonly Judged[],
  placeOf: ((stack: string, constructPath: string) => Location | undefined) | undefined,
): readonly Change[] {
  const byAddress = new Map<string, Change>();
  for (const change of changes) {
    const key = `${change.stack} ${change.address}`;
    const other = byAddress.get(key);
    byAddress.set(key, other ? joined(other, change) : change);
  }
  for (const { change: posture, waiver } of judged) {
    if (posture.verdict === "better" || posture.verdict === "neutral" || waiver) continue;
    const key = `${posture.stack} ${posture.subject}`;
    byAddress.set(key, graver(byAddress.get(key) ?? untouched(posture), posture));
  }
  return [...byAddress.values()].map((change) => {
    const at = change.at ?? (change.path === undefined ? undefined : placeOf?.(change.stack, change.path));
    return at ? { ...change, at } : change;
  });
}

/** What is told of one thing by several is one change: the gravest says what to do. */
function joined(first: Change, second: Change): Change {
  const [grave, light] = isBefore(second.risk, first.risk) ? [second, first] : [first, second];
  return {
    ...first,
    ...{ risk: grave.risk, remedy: grave.remedy, reasons: [...grave.reasons, ...light.reasons] },
    attributes: [...first.attributes, ...second.attributes],
  };
}

const isBefore = (one: Risk, other: Risk): boolean => RISKS.indexOf(one) < RISKS.indexOf(other);

/** Of something that no edit touches, and that is weaker all the same: what protected it is gone. */
const untouched = ({ stack, subject, kind, path, at }: PostureChange): Change => ({
  ...{
    stack,
    address: subject,
    type: kind,
    action: "update",
    risk: "other",
    reasons: [],
    attributes: [],
  },
  ...(path === undefined ? {} : { path }),
  ...(at === undefined ? {} : { at }),
  remedy: "nothing",
});

function graver(change: Change, posture: PostureChange): Change {
  const risk: Risk = posture.verdict === "cannot-tell" ? "cannot-tell" : posture.exposure ? "exposure" : "weakened";
  // That nobody knows who it runs as is graver than an edit that does nothing.
  const isGraver = isBefore(risk, change.risk) || (isDear(posture) && isBefore("runs-code", change.risk));
  const attribute: AttributeChange = {
    ...{ path: posture.fact, before: posture.before, after: posture.after },
    verdict: posture.verdict === "worse" ? "worse" : "neutral",
    ...{ forcesReplacement: false, ignoredByProvider: false },
  };
  const reason = posture.rule === undefined ? posture.message : `${posture.message} (${posture.rule})`;
  return {
    ...change,
    risk: isGraver ? risk : change.risk,
    reasons: isGraver ? [reason, ...change.reasons] : [...change.reasons, reason],
    attributes: [...change.attributes, attribute],
    remedy: isGraver ? (posture.fix ?? "take it back, or ask for a waiver") : change.remedy,
  };
}

export const byRisk = (a: Change, b: Change): number =>
  RISKS.indexOf(a.risk) - RISKS.indexOf(b.risk) || (a.address < b.address ? -1 : 1);

const GATED: readonly Risk[] = ["data-loss", "exposure", "weakened"];

/** Facts of which a guess would be too dear. */
const DEAR: ReadonlySet<string> = new Set([
  "user",
  "privileged",
  "exposures",
  "ingressClosed",
  "callers",
  "callees",
  "allowedAccess",
  "allowedAddresses",
  "grants",
]);

const isDear = ({ verdict, fact }: PostureChange): boolean => verdict === "cannot-tell" && DEAR.has(fact);

export const isGated = (changes: readonly Change[], judged: readonly Judged[]): boolean =>
  judged.some(({ change, waiver }) => !waiver && isDear(change)) || changes.some(({ risk }) => GATED.includes(risk));
