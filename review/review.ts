import { CATALOGUE } from "../policies/catalogue";
import { notExaminedIn } from "../policies/evaluate";
import type { Location } from "../policies/facts/fact";
import { subjectsOf, type Platform } from "../policies/facts/subject";
import { accepts, type Waiver } from "../policies/waivers";
import { classify } from "./changes/classify";
import { codeChanges } from "./changes/code";
import { driftOf } from "./changes/drift";
import {
  RISKS,
  type AttributeChange,
  type Change,
  type Review,
  type Risk,
  type Side,
  type WaiverRequest,
} from "./model";
import { comparePosture, type PostureChange } from "./posture";
import type { ResourceChange, ReviewedStack } from "./resource";

export interface ReviewInput {
  readonly stacks: readonly ReviewedStack[];
  readonly base: Side;
  readonly head: Side;
  readonly digest: string;
  /** Those of the base for a stack: what the head adds does not count. @default - none */
  readonly waiversOf?: (stack: string) => readonly Waiver[];
  /** Waivers that the head adds. @default - none */
  readonly requests?: readonly WaiverRequest[];
  /** As `2026-12-31`: waivers end. @default - none has ended */
  readonly today?: string;
  /** Where people would change what a construct of a stack is. @default - nowhere is known */
  readonly placeOf?: (stack: string, constructPath: string) => Location | undefined;
}

/** What a change would do, the gravest first. */
export function reviewOf(input: ReviewInput): Review {
  const { stacks, base, head, digest, requests = [] } = input;
  const classified = stacks.flatMap(({ changes, head: platform }) => {
    const stateful = statefulIn(platform);
    return changes.map((change) => classify(change, stateful.has(change.address)));
  });
  const posture = comparePosture(examined(stacks, "base"), examined(stacks, "head"));
  const code = stacks.flatMap(({ name, base: was, head: is }) => codeChanges(name, was, is));
  const changes = withPosture([...classified.map(({ change }) => change), ...code], posture.changes, input);
  const drift = driftOf(stacks.flatMap((stack) => stack.drift));
  const warnings = stacks.flatMap(({ name, warnings: all }) => all.map((warning) => `${name}: ${warning}`));
  return {
    ...{ digest, base, head, warnings },
    changes: [...changes].sort(byRisk),
    drift: drift.drift,
    reach: posture.reach.map(({ from, to, via }) => `${from} → ${to} (${via})`),
    destinations: posture.destinations,
    files: posture.files.map(({ lines, ...file }) => ({
      ...file,
      lines: lines.map(({ kind, text }) => `${kind === "added" ? "+" : "-"} ${text}`),
    })),
    improved: posture.changes
      .filter(({ verdict }) => verdict === "better")
      .map(({ path, subject, message }) => `${path ?? subject} ${message}`),
    noise: drift.noise + classified.reduce((sum, { noise }) => sum + noise, 0),
    resources: stacks.reduce((sum, { resources }) => sum + resources, 0),
    notExamined: Object.fromEntries(notExaminedIn(stacks.flatMap(({ head: platform }) => platform ?? []))),
    requests,
    verdict: isGated(changes) || warnings.length + requests.length > 0 ? "needs-acknowledgement" : "ok",
  };
}

const examined = (stacks: readonly ReviewedStack[], side: "base" | "head") =>
  stacks.flatMap(({ name, changes, ...sides }) => {
    const platform = sides[side];
    return platform ? [{ stack: name, platform, moved: movesOf(changes) }] : [];
  });

const movesOf = (changes: readonly ResourceChange[]): ReadonlyMap<string, string> =>
  new Map(
    changes
      .filter(({ address, previousAddress }) => address !== previousAddress)
      .map(({ address, previousAddress }) => [address, previousAddress]),
  );

function statefulIn(platform: Platform | undefined): ReadonlySet<string> {
  const containers = platform ? subjectsOf(platform, "container") : [];
  const isStateful = ({ stateful }: (typeof containers)[number]) => stateful.state === "known" && stateful.value;
  return new Set(containers.filter(isStateful).map(({ id }) => id));
}

/** What the rules and the facts say of a resource makes its change graver, and never lighter. */
function withPosture(
  changes: readonly Change[],
  postures: readonly PostureChange[],
  { waiversOf = () => [], today = "", placeOf }: ReviewInput,
): readonly Change[] {
  const byAddress = new Map(changes.map((change) => [`${change.stack} ${change.address}`, change]));
  for (const posture of postures) {
    if (posture.verdict === "better" || posture.verdict === "neutral") continue;
    if (isWaived(posture, waiversOf(posture.stack), today)) continue;
    const key = `${posture.stack} ${posture.subject}`;
    byAddress.set(key, graver(byAddress.get(key) ?? untouched(posture), posture));
  }
  return [...byAddress.values()].map((change) => {
    const at = change.at ?? (change.path === undefined ? undefined : placeOf?.(change.stack, change.path));
    return at ? { ...change, at } : change;
  });
}

/** As a check takes waivers: of some rules there are none. */
const isWaived = (
  { rule, subject: id, path, value = "" }: PostureChange,
  waivers: readonly Waiver[],
  today: string,
): boolean =>
  rule !== undefined &&
  CATALOGUE.every((one) => one.id !== rule || !one.cannotBeWaived) &&
  waivers.some((waiver) => accepts(waiver, { rule, id, path, value }) && waiver.until >= today);

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
  const isGraver = RISKS.indexOf(risk) < RISKS.indexOf(change.risk);
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

const byRisk = (a: Change, b: Change): number =>
  RISKS.indexOf(a.risk) - RISKS.indexOf(b.risk) || (a.address < b.address ? -1 : 1);

const GATED: readonly Risk[] = ["data-loss", "exposure", "weakened"];

/** Facts of which a guess would be too dear. */
const DEAR: ReadonlySet<string> = new Set(["user", "privileged", "exposures", "ingressClosed", "grants"]);

const isGated = (changes: readonly Change[]): boolean =>
  changes.some(
    ({ risk, attributes }) =>
      GATED.includes(risk) || (risk === "cannot-tell" && attributes.some(({ path }) => DEAR.has(path))),
  );
