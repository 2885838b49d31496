/** What Bulwark reads of Terraform's state, format 4; all else in it is written back as it was. */
export interface TerraformState {
  readonly serial: number;
  /** Made with the state and kept through every apply and destroy: what tells one installation from another. */
  readonly lineage: string;
  readonly resources: readonly StateResource[];
}

export interface StateResource {
  readonly type: string;
  readonly name: string;
  readonly instances: readonly StateInstance[];
}

export interface StateInstance {
  /** `tainted` when its creation failed half-way: the next apply replaces it. */
  readonly status?: string;
  /** Set for one that a newer one has taken the place of, and that was not removed. */
  readonly deposed?: string;
  readonly attributes: { readonly id?: string };
}

/** A state without resources. The version is the oldest that may read it: Terraform refuses one of a newer version. */
export const emptyState = (lineage: string): TerraformState =>
  ({ version: 4, terraform_version: "1.11.0", serial: 0, lineage, outputs: {}, resources: [] }) as TerraformState;

/** The ids that a state knows of one type, those of deposed ones included. */
export function idsOf(state: TerraformState | undefined, type: string): ReadonlySet<string> {
  const known = (state?.resources ?? []).filter((resource) => resource.type === type);
  return new Set(known.flatMap(({ instances }) => instances.flatMap(({ attributes }) => attributes.id ?? [])));
}
