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
  readonly after: JsonObject | undefined;
  /** The shape of `after` with true where a value is known after the apply alone. */
  readonly unknown: Json;
  /** Attributes that force a replacement, as the plan says; undefined where no plan does. */
  readonly replacePaths: readonly (readonly (string | number)[])[] | undefined;
  /** Whether the new one is there before the old one goes. */
  readonly createsFirst: boolean;
}

/** One stack, as both sides have it. */
export interface ReviewedStack {
  readonly name: string;
  /** How many resources there are on the side of the head. */
  readonly resources: number;
  readonly changes: readonly ResourceChange[];
  /** What somebody changed by hand. */
  readonly drift: readonly ResourceChange[];
  /** What the rules see of each side; the base of a new stack is none. */
  readonly base: Platform | undefined;
  readonly head: Platform | undefined;
  /** What the input lacks to be trusted. */
  readonly warnings: readonly string[];
}
