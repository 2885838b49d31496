import { subjectsOf, type FactsByKind, type Kind, type Platform } from "../../policies/facts/subject";
import { mostAlike, pairedLayers } from "./alike";

type Facts = FactsByKind[Kind];

/** One thing, before and after; without a before it is new. */
export interface Pair {
  readonly before: Facts | undefined;
  readonly after: Facts;
}

const KINDS: readonly Kind[] = [
  ...(["stack", "provider", "container", "network", "volume", "release"] as const),
  ...(["workload", "namespace", "networkPolicy", "role", "clusterService"] as const),
  ...(["store", "securityGroup", "cloudPolicy", "machine"] as const),
  ...(["managedCluster", "repository", "trail", "cloudKey"] as const),
];

/**
 * What was what: by the moves that are told, by address, by the construct's path, and for the rest by layer and likeness, so
 * that a new name hides nothing. What is gone is in no pair: with it goes whatever was wrong with it.
 *
 * @param moved what ids of the head were before
 */
export function pairsOf(base: Platform, head: Platform, moved: ReadonlyMap<string, string>): readonly Pair[] {
  const renamed = new Map<string, string>();
  return KINDS.flatMap((kind) => {
    const matching = new Matching(subjectsOf(base, kind), subjectsOf(head, kind));
    matching.by(
      ({ id }) => id,
      ({ id }) => moved.get(id),
    );
    matching.by(idOf, idOf);
    matching.by(pathOf, pathOf);
    // A workload is found by its containers.
    matching.by(idOf, ({ id }) => renamed.get(id));
    matching.rest();
    for (const [after, before] of matching.layers()) renamed.set(after, before);
    return matching.pairs();
  });
}

const idOf = ({ id }: Facts): string => id;
const pathOf = ({ path }: Facts): string | undefined => path;

/** Of one kind, what is found so far. */
class Matching {
  private readonly found = new Map<Facts, Facts>();
  private before: readonly Facts[];
  private after: readonly Facts[];

  constructor(
    before: readonly Facts[],
    private readonly all: readonly Facts[],
  ) {
    this.before = before;
    this.after = all;
  }

  /** By what only one of each side has. */
  by(keyOf: (before: Facts) => string | undefined, wantedOf: (after: Facts) => string | undefined): void {
    const [known, wanted] = [uniqueBy(this.before, keyOf), uniqueBy(this.after, wantedOf)];
    this.add(
      [...wanted].flatMap(([key, after]) => {
        const before = known.get(key);
        return before ? [{ before, after }] : [];
      }),
    );
  }

  /** By layer, then by all that is said of them. */
  rest(): void {
    if (this.before.length === 0 || this.after.length === 0) return;
    this.add(pairedLayers(this.before, this.after));
    this.add(mostAlike(this.before, this.after));
  }

  pairs(): readonly Pair[] {
    return this.all.map((after) => ({ before: this.found.get(after), after }));
  }

  /** What layers were before. */
  layers(): readonly (readonly [after: string, before: string])[] {
    return [...this.found].flatMap(([after, before]) =>
      after.kind === "container" && before.kind === "container" && after.replicaOf !== before.replicaOf
        ? [[after.replicaOf, before.replicaOf] as const]
        : [],
    );
  }

  private add(pairs: readonly { readonly before: Facts; readonly after: Facts }[]): void {
    for (const { before, after } of pairs) this.found.set(after, before);
    const gone = new Set(pairs.map(({ before }) => before));
    this.before = this.before.filter((one) => !gone.has(one));
    this.after = this.after.filter((one) => !this.found.has(one));
  }
}

function uniqueBy(all: readonly Facts[], keyOf: (one: Facts) => string | undefined): ReadonlyMap<string, Facts> {
  const unique = new Map<string, Facts>();
  const twice = new Set<string>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    if (unique.has(key)) twice.add(key);
    unique.set(key, one);
  }
  for (const key of twice) unique.delete(key);
  return unique;
}
