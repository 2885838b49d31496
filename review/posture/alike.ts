import type { ContainerFacts } from "../../policies/facts/container";
import type { FactsByKind, Kind } from "../../policies/facts/subject";
import { orderingsOf } from "./order";
import { textOf } from "./shown";

type Facts = FactsByKind[Kind];
interface Match {
  readonly before: Facts;
  readonly after: Facts;
}

/** More things that lost their name than this nobody renames: they are others. */
const MOST_COMPARED = 400;

/** Of all facts, how many must be the same in two things with different names. */
const ENOUGH = 0.6;

/** Containers of one layer by what their names have beside the layer's; layers with other names by their likeness. */
export function pairedLayers(before: readonly Facts[], after: readonly Facts[]): readonly Match[] {
  const [known, wanted] = [layersOf(before), layersOf(after)];
  const same = [...wanted.keys()].filter((layer) => known.has(layer)).map((layer) => [layer, layer] as const);
  const [lost, added] = [without(known, wanted), without(wanted, known)];
  const heads = (layers: ReadonlyMap<string, readonly ContainerFacts[]>) =>
    [...layers.values()].map(([first]) => first!);
  const renamed = mostAlike(heads(lost), heads(added)).map(({ before: one, after: other }) => [
    (one as ContainerFacts).replicaOf,
    (other as ContainerFacts).replicaOf,
  ]);
  return [...same, ...renamed].flatMap(([was, is]) => pairedMembers(known.get(was)!, wanted.get(is)!));
}

function layersOf(all: readonly Facts[]): ReadonlyMap<string, readonly ContainerFacts[]> {
  const layers = new Map<string, ContainerFacts[]>();
  for (const one of all) {
    if (one.kind !== "container") continue;
    const layer = layers.get(one.replicaOf);
    if (layer) layer.push(one);
    else layers.set(one.replicaOf, [one]);
  }
  return layers;
}

const without = <T>(some: ReadonlyMap<string, T>, others: ReadonlyMap<string, unknown>): ReadonlyMap<string, T> =>
  new Map([...some].filter(([key]) => !others.has(key)));

function pairedMembers(before: readonly ContainerFacts[], after: readonly ContainerFacts[]): readonly Match[] {
  // One for one, whatever they are called.
  if (before.length === 1 && after.length === 1) return [{ before: before[0]!, after: after[0]! }];
  const known = new Map(before.map((one) => [memberOf(one), one]));
  return after.flatMap((one) => {
    const found = known.get(memberOf(one));
    known.delete(memberOf(one));
    return found ? [{ before: found, after: one }] : [];
  });
}

/** Of `platform/items/2` the number, of `Deployment/shop/api/server` the container. */
const memberOf = ({ id, path, replicaOf }: ContainerFacts): string =>
  [path, id].flatMap((name) => (name?.startsWith(replicaOf) ? [name.slice(replicaOf.length)] : []))[0] ?? "";

/** Those that are each other's only best match, and have enough in common. */
export function mostAlike(before: readonly Facts[], after: readonly Facts[]): readonly Match[] {
  if (before.length * after.length === 0 || Math.max(before.length, after.length) > MOST_COMPARED) return [];
  const [known, wanted] = [before.map(printsOf), after.map(printsOf)];
  const likeness = wanted.map((one) => known.map((other) => likenessOf(other, one)));
  return wanted.flatMap((_, at) => {
    const row = likeness[at]!;
    const best = onlyBest(row);
    if (best === undefined || onlyBest(likeness.map((other) => other[best]!)) !== at) return [];
    return [{ before: before[best]!, after: after[at]! }];
  });
}

function onlyBest(likeness: readonly number[]): number | undefined {
  const best = Math.max(...likeness);
  const at = likeness.indexOf(best);
  return best >= ENOUGH && !likeness.includes(best, at + 1) ? at : undefined;
}

/** What every hardened container has in common says nothing of which one it is. */
const TELLING: Partial<Readonly<Record<Kind, readonly string[]>>> = {
  container: ["image", "command", "mounts", "environment", "uploads"],
  role: ["grants"],
};

interface Prints {
  readonly facts: ReadonlyMap<string, string>;
  readonly kind: Kind;
}

function printsOf(subject: Facts): Prints {
  const facts = subject as unknown as Readonly<Record<string, unknown>>;
  return {
    kind: subject.kind,
    facts: new Map(orderingsOf(subject.kind).map(([fact]) => [fact, printOf(fact, facts[fact])])),
  };
}

/** Of an image another version is the same one. */
function printOf(fact: string, said: unknown): string {
  const image = fact === "image" ? (said as ContainerFacts["image"]) : undefined;
  return image?.state === "known" ? `${image.value.registry}/${image.value.repository}` : textOf(said);
}

function likenessOf(one: Prints, other: Prints): number {
  const same = (fact: string) => one.facts.get(fact) === other.facts.get(fact);
  const telling = TELLING[one.kind] ?? [];
  if (telling.length > 0 && !telling.some((fact) => same(fact) && isTelling(one.facts.get(fact)!))) return 0;
  const all = [...one.facts.keys()];
  return all.filter(same).length / all.length;
}

/** To have nothing is what many have in common. */
const isTelling = (print: string): boolean =>
  !/^\{"state":"(unknown|unsayable)"|"value":(\[\]|\{\}|"")[,}]/.test(print);
