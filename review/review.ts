import { CATALOGUE } from "../policies/catalogue";
import { notExaminedIn } from "../policies/evaluate";
import type { Location } from "../policies/facts/fact";
import { subjectsOf, type Platform } from "../policies/facts/subject";
import { accepts, type Waiver } from "../policies/waivers";
import { Users } from "./affected";
import { classify, type Classified } from "./changes/classify";
import type { Role } from "./changes/judge";
import { codeChanges } from "./changes/code";
import { driftOf } from "./changes/drift";
import { byRisk, isGated, withPosture, type Judged } from "./graver";
import {
  type Change,
  type Drift,
  type Protection,
  type RenderedChange,
  type Review,
  type ReviewedInput,
  type Side,
  type WaiverRequest,
} from "./model";
import { awsPosture, comparePosture, type Posture, type PostureChange } from "./posture";
import type { ResourceChange, ReviewedStack } from "./resource";

export interface ReviewInput {
  readonly stacks: readonly ReviewedStack[];
  readonly base: Side;
  readonly head: Side;
  readonly digest: string;
  /** What it is made from. @default - nothing is said */
  readonly inputs?: readonly ReviewedInput[];
  /** Objects of Helm releases that change. @default - none */
  readonly rendered?: readonly RenderedChange[];
  /** Of objects that no resource is, what their change costs. @default - none */
  readonly further?: readonly Change[];
  /** What could not be examined, and why. @default - nothing */
  readonly leftOut?: readonly string[];
  /** Those of the base for a stack: what the head adds does not count. @default - none */
  readonly waiversOf?: (stack: string) => readonly Waiver[];
  /** Waivers that the head adds: those that are approved count as the base's do. @default - none */
  readonly requests?: readonly WaiverRequest[];
  /** As `2026-12-31`: waivers end. @default - none has ended */
  readonly today?: string;
  /** Where people would change what a construct of a stack is. @default - nowhere is known */
  readonly placeOf?: (stack: string, constructPath: string) => Location | undefined;
}

/** What a change would do, the gravest first. */
export function reviewOf(input: ReviewInput): Review {
  const { stacks, base, head, digest, requests = [], inputs = [], rendered = [], further = [], leftOut = [] } = input;
  const classified = stacks.flatMap(classifiedIn);
  const posture = postureIn(stacks);
  const { ways, left } = posture.ways;
  const code = stacks.flatMap(({ name, base: before, head: after }) => codeChanges(name, before, after));
  const judged = posture.changes.map((change): Judged => ({ change, waiver: waiverOf(change, input) }));
  const changes = withPosture([...classified.map(({ change }) => change), ...code, ...further], judged, input.placeOf);
  const pending = requests.filter(({ approvedBy }) => approvedBy === undefined);
  const drift = driftOf(stacks.flatMap((stack) => stack.drift));
  const warnings = stacks.flatMap(({ name, warnings: all }) => all.map((warning) => `${name}: ${warning}`));
  return {
    ...{ digest, base, head, warnings, inputs, rendered, ways },
    leftOut: left === 0 ? leftOut : [...leftOut, `${left} more ways by which layers reach each other`],
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
    changed: new Set(classified.filter(isResource).map(({ change: { stack, address } }) => `${stack} ${address}`)).size,
    resources: stacks.reduce((sum, { resources }) => sum + resources, 0),
    notExamined: Object.fromEntries(notExaminedIn(examined(stacks, "head").map(({ platform }) => platform))),
    protections: judged.map(protectionOf),
    waived: judged.flatMap(({ change: { stack, subject }, waiver }) => (waiver ? [{ stack, subject, waiver }] : [])),
    requests,
    verdict:
      isGated(changes, judged) || hasDrifted(stacks, drift.drift) || warnings.length + pending.length > 0
        ? "needs-acknowledgement"
        : "ok",
  };
}

const isResource = ({ change: { type }, isBlock }: Classified): boolean => type !== "output" && !isBlock;

/** Of what is declared, and of what lies at a cloud. */
function postureIn(stacks: readonly ReviewedStack[]): Posture {
  const declared = comparePosture(examined(stacks, "base"), examined(stacks, "head"));
  const cloud = awsPosture(stacks.flatMap(({ changes: all, documents = [] }) => [...all, ...documents]));
  return {
    ...declared,
    changes: [...declared.changes, ...cloud.changes],
    reach: [...declared.reach, ...cloud.reach],
  };
}

function classifiedIn({ changes, base, head }: ReviewedStack): readonly Classified[] {
  const [roleOf, users] = [rolesIn(base, head), new Users(base ?? head)];
  return changes.map((one) => {
    const { change, ...counted } = classify(one, roleOf(one));
    const affected = change.risk === "data-loss" || change.risk === "downtime" ? users.of(one) : [];
    return { change: affected.length === 0 ? change : { ...change, affected }, ...counted };
  });
}

const examined = (stacks: readonly ReviewedStack[], side: "base" | "head") =>
  stacks.flatMap(({ name, changes, rendered, ...sides }) => {
    const moved = movesOf(changes);
    return [sides[side], rendered?.[side]].flatMap((platform) => (platform ? [{ stack: name, platform, moved }] : []));
  });

const movesOf = (changes: readonly ResourceChange[]): ReadonlyMap<string, string> =>
  new Map(
    changes
      .filter(({ address, previousAddress }) => address !== previousAddress)
      .map(({ address, previousAddress }) => [address, previousAddress]),
  );

/** What ends by itself as on the side of the head; what kept data lost it when it keeps none now. */
function rolesIn(base: Platform | undefined, head: Platform | undefined): (change: ResourceChange) => Role {
  const [before, after] = [base, head].map(
    (platform) => new Map((platform ? subjectsOf(platform, "container") : []).map((one) => [one.id, one])),
  );
  return ({ address, previousAddress }) => {
    const [was, is] = [before!.get(previousAddress), after!.get(address)];
    const isStateful = [was, is].some((one) => one?.stateful.state === "known" && one.stateful.value);
    return { isStateful, isTask: (is ?? was ?? { lifetime: "service" }).lifetime !== "service" };
  };
}

/** As a check takes waivers: of some rules there are none. */
function waiverOf(
  { rule, stack, subject: id, path, value = "", verdict }: PostureChange,
  { waiversOf = () => [], requests = [], today = "" }: ReviewInput,
): Waiver | undefined {
  const isWaivable = CATALOGUE.every((one) => one.id !== rule || !one.cannotBeWaived);
  if (rule === undefined || !isWaivable || verdict === "better" || verdict === "neutral") return undefined;
  const approved = requests.filter(({ approvedBy, environment }) => approvedBy !== undefined && environment === stack);
  const all = [...waiversOf(stack), ...approved.map(({ waiver }) => waiver)];
  return all.find((waiver) => accepts(waiver, { rule, id, path, value }) && waiver.until >= today);
}

const protectionOf = ({ change, waiver }: Judged): Protection => {
  const { stack, subject, path, kind, fact, before, after, verdict, message, rule } = change;
  return {
    ...{ stack, subject, kind, fact, before, after, verdict, message, isWaived: waiver !== undefined },
    ...(path === undefined ? {} : { path }),
    ...(rule === undefined ? {} : { rule }),
  };
};

/** Other plans say what they do about it. */
const hasDrifted = (stacks: readonly ReviewedStack[], drift: readonly Drift[]): boolean =>
  stacks.some(({ name, isRefreshOnly }) => isRefreshOnly === true && drift.some(({ stack }) => stack === name));
