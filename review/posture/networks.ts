import { subjectsOf, type Platform } from "../../policies/facts/subject";
import type { Reach } from "./change";
import type { Pair } from "./match";

/** Who meets more others than this by one network, meets them by their number. */
const MANY = 20;

/** Of more than this nobody asks whom of them it met before. */
const TOO_MANY = 2000;

/** Who is on which network, by layers: replicas are on the same ones. */
export interface Membership {
  readonly networksOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly membersOf: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Pairs of layers that have a network in common, and had none before. Reach goes both ways there, and is told once. */
export function newMeetings(base: Platform, head: Platform, pairs: readonly Pair[]): readonly Omit<Reach, "stack">[] {
  // Of a platform that is new as a whole nobody met anybody.
  if (base.subjects.length === 0) return [];
  const [before, after] = [membershipIn(base), membershipIn(head)];
  const oldNames = oldNamesOf(pairs);
  const was = (layer: string) => before.networksOf.get(oldNames.get(layer) ?? "") ?? NONE;
  const met = (one: string, other: string) => [...was(one)].some((network) => was(other).has(network));
  const joined = (layer: string, network: string) => !was(layer).has(network);
  return [...after.networksOf].flatMap(([layer, networks]) =>
    [...networks]
      .filter((network) => joined(layer, network))
      .flatMap((network) => {
        const members = [...after.membersOf.get(network)!];
        if (members.length > TOO_MANY) return waysOf(layer, members, network);
        const others = members.filter(
          (other) => other !== layer && !(other < layer && joined(other, network)) && !met(layer, other),
        );
        return waysOf(layer, others, network);
      }),
  );
}

const NONE: ReadonlySet<string> = new Set();

const waysOf = (from: string, others: readonly string[], network: string): readonly Omit<Reach, "stack">[] => {
  const named = others.length > MANY ? [`${others.length} others`] : others;
  return named.map((to) => ({ from, to, via: `network ${network}` }));
};

export function membershipIn(platform: Platform): Membership {
  const networksOf = new Map<string, Set<string>>();
  const membersOf = new Map<string, Set<string>>();
  for (const { replicaOf, lifetime, networks } of subjectsOf(platform, "container")) {
    if (lifetime === "inert" || networks.state !== "known") continue;
    for (const { network } of networks.value) {
      addTo(networksOf, replicaOf, network);
      addTo(membersOf, network, replicaOf);
    }
  }
  return { networksOf, membersOf };
}

function addTo(all: Map<string, Set<string>>, key: string, value: string): void {
  const known = all.get(key);
  if (known) known.add(value);
  else all.set(key, new Set([value]));
}

export const oldNamesOf = (pairs: readonly Pair[]): ReadonlyMap<string, string> =>
  new Map(
    pairs.flatMap(({ before, after }) =>
      before?.kind === "container" && after.kind === "container" ? [[after.replicaOf, before.replicaOf]] : [],
    ),
  );
