import type { Platform } from "../policies/facts/subject";
import type { Action, Json } from "./model";

export type JsonObject = Readonly<Record<string, Json>>;

/** What happens to one resource, before anybody judges it. */
export interface ResourceChange {
  readonly stack: string;
  readonly address: string;
  /** Another one where it was moved. */
  readonly previousAddress: string;
  readonly type: string;
  readonly action: Action | "none";
  readonly before: JsonObject | undefined;
  /** With `(known after apply)` where a value is unknown before. */
  readonly after: JsonObject | undefined;
  /** Attributes that force a replacement, as the plan says; undefined where no plan does. */
  readonly replacePaths: readonly (readonly (string | number)[])[] | undefined;
  /** Whether the new one is there before the old one goes. */
  readonly createsFirst: boolean;
  /** Attributes that somebody wrote, as a plan says; others are the provider's choice. @default - nobody says */
  readonly configured?: ReadonlySet<string>;
  /** Attributes that another resource sets, and that this one only reads. @default - none */
  readonly mirrored?: ReadonlySet<string>;
  /** Why it happens where no attribute says it, as what follows its name: `is tainted`. @default - because of its attributes */
  readonly because?: string;
  /** A block that is no resource, and says something about them. @default - it is a resource */
  readonly isBlock?: true;
}

/** One stack, as both sides have it. */
export interface ReviewedStack {
  readonly name: string;
  /** How many resources there are, on either side. */
  readonly resources: number;
  readonly changes: readonly ResourceChange[];
  /** Access policies that data sources write down. @default - none */
  readonly documents?: readonly ResourceChange[];
  /** What somebody changed by hand. */
  readonly drift: readonly ResourceChange[];
  /** A plan that was made to find what somebody changed by hand: to find some is to fail. @default - it is none */
  readonly isRefreshOnly?: boolean;
  /** What the rules see of each side; the base of a new stack is none. */
  readonly base: Platform | undefined;
  readonly head: Platform | undefined;
  /** What its Helm releases bring to a cluster, as the rules see it. @default - nothing is rendered */
  readonly rendered?: { readonly base: Platform | undefined; readonly head: Platform | undefined };
  /** What the input lacks to be trusted. */
  readonly warnings: readonly string[];
}
