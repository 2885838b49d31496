import type { Unknowns } from "../../policies/readers/objects";

/** A value that a release sets by its way, beside its YAML. */
export interface SetValue {
  /** `image.tag`, as Helm's own `--set` reads it. */
  readonly name: string;
  readonly value: string;
  readonly type: "auto" | "string" | "literal";
  readonly isSensitive: boolean;
}

/** A Helm release as one side of a review declares it. */
export interface DeclaredRelease {
  /** Terraform's. */
  readonly address: string;
  readonly name: string;
  readonly namespace: string;
  /** As it is written; from the stack's folder where it is a path. */
  readonly chart: string;
  /** Of the chart that is there, where a plan says it. */
  readonly version: string | undefined;
  /** YAML, the later ones over the earlier ones. */
  readonly values: readonly string[];
  readonly sets: readonly SetValue[];
  /** Why nobody can render it. @default - somebody may */
  readonly why?: string;
}

/** One object of a rendering. */
export interface RenderedObject {
  /** `Deployment/shop/api`; of the cluster's own `ClusterRole/reader`. */
  readonly id: string;
  readonly kind: string;
  /** `apps` of `apps/v1`, empty for the core's `v1`. */
  readonly group: string;
  readonly value: Unknowns;
}

/** What Helm makes of a release. */
export interface RenderedRelease extends Pick<DeclaredRelease, "address" | "name" | "namespace"> {
  readonly objects: readonly RenderedObject[];
  /** What is another value in every rendering: `Secret/shop/api data.password`. */
  readonly random: readonly string[];
  /** The manifests, without what is random. */
  readonly text: string;
}
