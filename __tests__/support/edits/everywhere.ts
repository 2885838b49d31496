import { Lifecycle } from "../../../constructs/core";

/** For edits in place, and one of each kind that the provider plans and does not apply: a container each. */
export const EVERYWHERE: readonly Lifecycle[] = [Lifecycle.ROLLING, Lifecycle.EXCLUSIVE, Lifecycle.STATEFUL];
