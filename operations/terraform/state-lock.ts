/** Who holds a state, as Terraform notes it beside the state. */
export interface StateLock {
  readonly id: string;
  /** `user@machine` */
  readonly who: string;
  /** Date, time and zone, as Terraform writes them. */
  readonly since: string;
  /** `OperationTypeApply`, `OperationTypePlan`, … */
  readonly operation: string;
}

/**
 * The lock that Terraform's words tell of; undefined for any other words.
 * https://developer.hashicorp.com/terraform/language/state/locking
 */
export function stateLockIn(said: string): StateLock | undefined {
  // Not the headline: of an S3 state's it is further up than the last words of a tool that are kept.
  if (!/Lock Info:[\s│]+ID:/.test(said)) return undefined;
  const field = (name: string) => new RegExp(`^[\\s│]*${name}:\\s+(.+)$`, "m").exec(said)?.[1]?.trim() ?? "unknown";
  return { id: field("ID"), who: field("Who"), since: field("Created"), operation: field("Operation") };
}
