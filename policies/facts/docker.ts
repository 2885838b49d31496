import type { Fact } from "./fact";
import type { Subject } from "./subject";

/** A network of an engine. */
export interface NetworkFacts extends Subject {
  readonly kind: "network";
  /** Whether it has no way out of the host. */
  readonly internal: Fact<boolean>;
  /** Ids of the containers on it. */
  readonly members: Fact<readonly string[]>;
}

/** What a plan does with a thing. */
export type Change = "none" | "create" | "update" | "replace" | "delete" | "forget";

/** A volume that is declared by itself. */
export interface VolumeFacts extends Subject {
  readonly kind: "volume";
  /** Whether a container keeps there what cannot be made again. */
  readonly stateful: Fact<boolean>;
  readonly preventDestroy: Fact<boolean>;
  readonly change: Fact<Change>;
}
