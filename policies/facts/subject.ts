import type { ContainerFacts } from "./container";
import type { Location } from "./fact";

/** What can say something of a platform. */
export type Source = "synth" | "compose" | "kubernetes";

/** What rules are about, by kind. */
export interface FactsByKind {
  readonly container: ContainerFacts;
}

export type Kind = keyof FactsByKind;

/** One thing that rules are about. */
export interface Subject {
  /** Unique in its source: Terraform's address, `kind/namespace/name/container`, the compose service. */
  readonly id: string;
  readonly kind: Kind;
  readonly source: Source;
  readonly at: Location;
  /** The construct's path, where Bulwark made it. */
  readonly path?: string;
  /** A service stays, a task runs to its end, and what is inert never runs. */
  readonly lifetime: "service" | "task" | "inert";
}

/** All that one source says. */
export interface Platform {
  readonly source: Source;
  readonly subjects: readonly FactsByKind[Kind][];
  /** Types that no reader knows, with how many there are: never a pass. */
  readonly notExamined: ReadonlyMap<string, number>;
}
