import type { Platform } from "../../../policies/facts/subject";
import type { DeclaredRelease, RenderedRelease } from "../../../review/rendered";

/** The Helm releases of one stack, as one side has it. */
export interface StackReleases {
  readonly name: string;
  /** Where paths of charts start from, the first that leads to one. */
  readonly folders: readonly string[];
  /** Charts lie below one of these. */
  readonly roots: readonly string[];
  readonly releases: readonly DeclaredRelease[];
  /** Where the side has charts of its own: one that lies elsewhere both sides have. @default - nowhere */
  readonly output?: string;
  /** Whether it says what is in a cluster: charts on disk may be newer. @default false */
  readonly isThere?: boolean;
}

/** Of one stack both sides, as far as both can be told. */
export interface RenderedStack {
  readonly base: RenderedSide;
  readonly head: RenderedSide;
}

export interface RenderedSide {
  readonly releases: readonly RenderedRelease[];
  /** Undefined where there are none. */
  readonly platform: Platform | undefined;
}

export interface RenderedSides {
  /** By the stack's name. */
  readonly stacks: ReadonlyMap<string, RenderedStack>;
  /** Releases that nobody could render, and what is random, in words. */
  readonly leftOut: readonly string[];
  /** By the stack's name, what can no longer be told: a head that hides what the base showed. */
  readonly warnings: ReadonlyMap<string, readonly string[]>;
}

export interface Sides {
  readonly base: readonly StackReleases[];
  readonly head: readonly StackReleases[];
  /** What a release of the head was called before. */
  readonly previousAddress: (stack: string, address: string) => string;
}
