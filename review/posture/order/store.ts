import { inDays } from "../../../policies/facts/durations";
import type { Encryption, OrWithout } from "../../../policies/facts/store";
import { dangers, exposing, neutral, type Ordering } from "./ordering";
import type { OrderingsOf } from "./orderings";

/** To have no such protection is no worse than to have it. */
const badWhen = (bad: boolean, words: string): Ordering<OrWithout<boolean>> =>
  dangers<OrWithout<boolean>>(!bad, (value) => (value === bad ? [words] : []));

const eachOf = (words: (entry: string) => string): Ordering<OrWithout<readonly string[]>> =>
  dangers<OrWithout<readonly string[]>>([], (entries) => (entries === "without" ? [] : entries.map(words)));

const daysOf = (value: OrWithout<number | "forever">): number => (typeof value === "number" ? value : Infinity);

/** Of time less is worse. */
const shorter = <T extends OrWithout<number | "forever">>(
  harmless: T,
  words: (days: number) => string,
): Ordering<T> => ({
  harmless,
  worse: (before, after) => (daysOf(after) < daysOf(before) ? [words(daysOf(after))] : []),
});

/** Nobody complains of a week. */
const WEEK = 7;

/** From the best on; what needs none has the best. */
const LEVELS: readonly OrWithout<Encryption>[] = ["own-key", "some-key", "managed", "none"];

const ENCRYPTED: Readonly<Record<OrWithout<Encryption>, string>> = {
  none: "is not encrypted",
  managed: "is encrypted by a key that is not its own",
  "some-key": "is encrypted by a key of which nobody can tell whose it is",
  "own-key": "is encrypted by a key of its own",
  without: "needs no encryption",
};

const encryption: Ordering<OrWithout<Encryption>> = {
  harmless: "managed",
  worse: (before, after) => {
    if (LEVELS.indexOf(after) <= Math.max(LEVELS.indexOf(before), 0)) return [];
    return [ENCRYPTED[after]];
  },
};

/** What is known of any kind of store. */
export const STORE: OrderingsOf<"store"> = {
  what: neutral(""),
  encryption,
  publicWays: exposing(eachOf((way) => `is not kept from everybody: ${way}`)),
  tlsOnly: exposing(badWhen(false, "takes connections in clear text")),
  deletionProtected: badWhen(false, "may be deleted together with its data"),
  finalCopy: badWhen(false, "leaves no copy when it is deleted"),
  recoveryDays: shorter<OrWithout<number>>(WEEK, (days) =>
    days === 0 ? "is gone at once when it is deleted" : `can be had back for ${inDays(days)} only`,
  ),
  severalZones: badWhen(false, "is in one data center"),
  versioned: badWhen(false, "forgets what is overwritten"),
  keptDays: shorter<OrWithout<number | "forever">>(WEEK, (days) =>
    days === 0 ? "keeps nothing of what was" : `keeps what was for ${inDays(days)} only`,
  ),
  clearSecrets: eachOf((name) => `has a secret written down: ${name}`),
};
