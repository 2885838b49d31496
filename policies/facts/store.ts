import type { Fact } from "./fact";
import type { Subject } from "./subject";

/** Of a thing that has no such protection, and needs none. */
export type OrWithout<T> = T | "without";

/**
 * `managed` is by a key that the cloud's service shares with everybody of the account, or with all of its users; `some-key` by
 * one of which nobody can tell whose it is.
 */
export type Encryption = "none" | "managed" | "some-key" | "own-key";

/** What keeps data in a cloud: a bucket, a database, a disk, a queue, a log, a secret. */
export interface StoreFacts extends Subject {
  readonly kind: "store";
  /** In a word, as `bucket`. */
  readonly what: string;
  readonly encryption: Fact<OrWithout<Encryption>>;
  /** Ways by which those outside of the account's networks reach it, in words. */
  readonly publicWays: Fact<OrWithout<readonly string[]>>;
  /** Whether it turns away who speaks to it in clear text. */
  readonly tlsOnly: Fact<OrWithout<boolean>>;
  /** Whether a word keeps it from being deleted together with what is in it. */
  readonly deletionProtected: Fact<OrWithout<boolean>>;
  /** Whether a last copy stays when it is deleted. */
  readonly finalCopy: Fact<OrWithout<boolean>>;
  /** In how many days a deletion can be taken back. */
  readonly recoveryDays: Fact<OrWithout<number>>;
  /** Whether it outlives the loss of a data center. */
  readonly severalZones: Fact<OrWithout<boolean>>;
  /** Whether what is overwritten can be had back. */
  readonly versioned: Fact<OrWithout<boolean>>;
  /** For how long it keeps what was: lines of a log, backups, older versions. */
  readonly keptDays: Fact<OrWithout<number | "forever">>;
  /** Attributes in which a secret is written down. */
  readonly clearSecrets: Fact<OrWithout<readonly string[]>>;
}
