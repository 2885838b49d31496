import type { Location } from "../policies/facts/fact";
import type { Waiver } from "../policies/waivers";

/** What a change may cost, from the worst on. */
export const RISKS = [
  "data-loss",
  "exposure",
  "weakened",
  "runs-code",
  "ignored-edit",
  "downtime",
  "cannot-tell",
  "other",
] as const;

export type Risk = (typeof RISKS)[number];

export type Action = "create" | "update" | "replace" | "delete" | "forget" | "move" | "import";

/** Terraform's values; what is not there is undefined. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A value as a report shows it. */
export type Shown = Json | undefined;

export const REDACTED = "(redacted)";
export const AFTER_APPLY = "(known after apply)";

/** One attribute of a resource, before and after. */
export interface AttributeChange {
  /** `ports[0].ip`; of a posture what it is about: `user`, `networks`. */
  readonly path: string;
  readonly before: Shown;
  readonly after: Shown;
  readonly verdict: "worse" | "better" | "neutral";
  readonly forcesReplacement: boolean;
  /** The provider plans it, and never does it. */
  readonly ignoredByProvider: boolean;
}

/** What happens to one resource. */
export interface Change {
  readonly stack: string;
  /** Terraform's. */
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  readonly risk: Risk;
  /** Why it is that risk, in words; the gravest first. */
  readonly reasons: readonly string[];
  readonly attributes: readonly AttributeChange[];
  /** The construct's path, where Bulwark made it. */
  readonly path?: string;
  /** Where people would take it back. */
  readonly at?: Location;
  readonly remedy: string;
  /** Layers that use it, by their construct paths. @default - nobody is known to */
  readonly affected?: readonly string[];
}

/** Changes that have one cause: a report tells it once. */
export interface Entry {
  readonly risk: Risk;
  /** The name of the one resource, or `21 containers`. */
  readonly who: string;
  /** What becomes of it, in words: `replaced: labels.team`. */
  readonly what: string;
  readonly changes: readonly Change[];
}

/** One side of a comparison. */
export interface Side {
  /** A commit, a folder, a plan's file: as it was asked for. */
  readonly name: string;
}

export interface Drift {
  readonly stack: string;
  readonly address: string;
  readonly attributes: readonly AttributeChange[];
}

export interface ChangedFile {
  readonly stack: string;
  /** The container that brings it. */
  readonly subject: string;
  readonly target: string;
  /** As a diff shows them: `+ host all all 0.0.0.0/0 trust`. */
  readonly lines: readonly string[];
}

/** A waiver that the head adds or widens: it does not count until the base has it. */
export interface WaiverRequest {
  readonly environment: string;
  readonly waiver: Waiver;
  readonly kind: "added" | "widened";
  /** The code owner who approved it, who is not its author: it counts. @default - it does not count */
  readonly approvedBy?: string;
}

/** One protection of one thing, before and after. */
export interface Protection {
  readonly stack: string;
  /** Terraform's address, or the name of an object in a cluster. */
  readonly subject: string;
  readonly path?: string;
  /** `container`, `network`, `workload` … */
  readonly kind: string;
  /** `rootReadOnly`. */
  readonly fact: string;
  readonly before: Shown;
  readonly after: Shown;
  readonly verdict: "worse" | "better" | "neutral" | "cannot-tell";
  /** In words, what follows the subject's name. */
  readonly message: string;
  /** The rule that says the same. */
  readonly rule?: string;
  readonly isWaived: boolean;
}

/** A waiver of the base that lets a change pass. */
export interface UsedWaiver {
  readonly stack: string;
  readonly subject: string;
  readonly waiver: Waiver;
}

/** Somebody reaches somebody. */
export interface Way {
  readonly stack: string;
  readonly from: string;
  readonly to: string;
  /** A network, a port, a missing policy. */
  readonly via: string;
  readonly when: "before" | "after" | "both";
}

/** An object that a Helm release brings to a cluster, and is another one than before. */
export interface RenderedChange {
  readonly stack: string;
  /** Terraform's address of the release. */
  readonly release: string;
  /** `Deployment/portal/web`: kind, namespace, name. */
  readonly object: string;
  /** `replace` where another release brings the same object; `forget` where Helm leaves what it was told to keep. */
  readonly action: "create" | "update" | "replace" | "delete" | "forget";
  readonly attributes: readonly AttributeChange[];
}

/** What a review was made from. */
export interface ReviewedInput {
  readonly name: string;
  /** SHA-256, in hexadecimal digits. */
  readonly digest: string;
}

export interface Review {
  readonly digest: string;
  readonly base: Side;
  readonly head: Side;
  /** The gravest first. */
  readonly changes: readonly Change[];
  readonly drift: readonly Drift[];
  /** Who can newly reach whom, in words. */
  readonly reach: readonly string[];
  /** Hosts outside that data newly goes to. */
  readonly destinations: readonly string[];
  /** Generated configuration that is another one than before. */
  readonly files: readonly ChangedFile[];
  /** Protections that are better than before, in words. */
  readonly improved: readonly string[];
  /** Every protection that is another one than before, or no longer known. */
  readonly protections: readonly Protection[];
  readonly waived: readonly UsedWaiver[];
  /** Who reaches whom, before and after. */
  readonly ways: readonly Way[];
  readonly rendered: readonly RenderedChange[];
  readonly inputs: readonly ReviewedInput[];
  /** What could not be examined, and why, in words. */
  readonly leftOut: readonly string[];
  /** Differences that mean nothing, by number. */
  readonly noise: number;
  /** To how many resources something happens, of all that there are on either side. */
  readonly changed: number;
  readonly resources: number;
  readonly notExamined: Readonly<Record<string, number>>;
  /** Why the input cannot be trusted to be whole: an errored plan, deferred changes. */
  readonly warnings: readonly string[];
  readonly requests: readonly WaiverRequest[];
  readonly verdict: "ok" | "needs-acknowledgement";
}
