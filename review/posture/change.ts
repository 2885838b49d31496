import type { Location } from "../../policies/facts/fact";
import type { Kind, Platform } from "../../policies/facts/subject";
import type { Severity } from "../../policies/rule";
import type { Shown, Way } from "../model";

/** One protection, before and after. */
export interface PostureChange {
  readonly stack: string;
  /** The id that it has in the head. */
  readonly subject: string;
  readonly kind: Kind | CloudKind;
  /** The construct's path, where Bulwark made it. */
  readonly path?: string;
  readonly at?: Location;
  /** The fact's name: `rootReadOnly`. */
  readonly fact: string;
  readonly before: Shown;
  readonly after: Shown;
  readonly verdict: PostureVerdict;
  /** Whether somebody can reach, or be reached, who could not before. */
  readonly exposure: boolean;
  /** The rule that says the same. */
  readonly rule?: string;
  readonly severity?: Severity;
  /** What the rule found in the head, as a waiver would accept it. */
  readonly value?: string;
  /** What follows the subject's name: 'runs as root'. */
  readonly message: string;
  readonly fix?: string;
}

/** What no rule is about, and what all the same protects something. */
export type CloudKind = "accessPolicy" | "securityGroup";

export type PostureVerdict = "worse" | "better" | "neutral" | "cannot-tell";

/** Who can newly reach whom. */
export interface Reach {
  readonly stack: string;
  readonly from: string;
  readonly to: string;
  /** A network, a port, a missing policy. */
  readonly via: string;
}

export interface FileLine {
  readonly kind: "added" | "removed";
  /** Counted from 1, in the file that has it. */
  readonly line: number;
  readonly text: string;
}

/** A generated configuration file that is another one than before. */
export interface FileChange {
  readonly stack: string;
  /** The container that brings it. */
  readonly subject: string;
  readonly target: string;
  readonly lines: readonly FileLine[];
}

export interface Posture {
  readonly changes: readonly PostureChange[];
  readonly reach: readonly Reach[];
  /** Hosts outside that data newly goes to: `https://hooks.example.com`, without what follows. */
  readonly destinations: readonly string[];
  readonly files: readonly FileChange[];
  /** Who reaches whom, on both sides. */
  readonly ways: Ways;
}

export interface Ways {
  readonly ways: readonly Way[];
  /** How many more there are than are kept. */
  readonly left: number;
}

/** What one source says of a stack. Rendered manifests are a source beside the declaration of the same stack. */
export interface Examined {
  readonly stack: string;
  readonly platform: Platform;
  /** Of the head: what its ids were before, by what they are. @default - nothing has moved */
  readonly moved?: ReadonlyMap<string, string>;
}
