import { stringify } from "yaml";
import { isObject, type Unknowns } from "../../policies/readers/objects";
import { objectDifferences } from "./differences";
import { objectsIn } from "./objects";
import type { DeclaredRelease, RenderedObject, RenderedRelease } from "./release";

/** Stands for what is another text in every rendering; a name and a label that a cluster would take. */
export const RANDOM = "random-at-every-render";

type Identity = Pick<DeclaredRelease, "address" | "name" | "namespace">;

/**
 * A release from one rendering, or from two of the same values: what differs between these is random, and is replaced by a
 * word, so that it differs from nothing.
 *
 * @throws UnreadableSource for what no cluster takes
 */
export function releaseFrom([text, again]: readonly [string, string?], release: Identity): RenderedRelease {
  const { address, name, namespace } = release;
  const identity = { address, name, namespace };
  const objects = objectsIn(text, release);
  if (again === undefined || again === text) return { ...identity, objects, random: [], text };
  const pairs = pairedObjects(objects, objectsIn(again, release));
  const settled = pairs.map(([one, other]) => settledOf(one, other, release));
  return {
    ...identity,
    objects: settled.map(({ object }) => object),
    random: settled.flatMap(({ random }) => random),
    text: settled.map(({ object }) => stringify(object.value)).join("---\n"),
  };
}

/** By their names; those whose name is random in their order, kind by kind. */
function pairedObjects(
  objects: readonly RenderedObject[],
  others: readonly RenderedObject[],
): readonly (readonly [RenderedObject, RenderedObject | undefined])[] {
  const byId = new Map(others.map((one) => [one.id, one]));
  const ids = new Set(objects.map(({ id }) => id));
  const strangers = others.filter(({ id }) => !ids.has(id));
  return objects.map((one) => {
    const same = byId.get(one.id);
    if (same) return [one, same] as const;
    const at = strangers.findIndex(({ kind }) => kind === one.kind);
    return [one, at < 0 ? undefined : strangers.splice(at, 1)[0]] as const;
  });
}

interface Settled {
  readonly object: RenderedObject;
  readonly random: readonly string[];
}

function settledOf(object: RenderedObject, other: RenderedObject | undefined, release: Identity): Settled {
  if (!other) return { object, random: [`${object.id} as a whole`] };
  const paths = objectDifferences(object.value, other.value).map(({ path }) => path);
  if (paths.length === 0) return { object, random: [] };
  const value = settledValue(object.value, other.value) as Unknowns;
  const [again = object] = objectsIn(stringify(value), release);
  return { object: again, random: paths.map((path) => `${again.id} ${path}`) };
}

/** A number that is another one each time stays: a word would be no number. */
function settledValue(one: unknown, other: unknown): unknown {
  if (one === other) return one;
  if (typeof one === "string") return RANDOM;
  if (Array.isArray(one) && Array.isArray(other)) return one.map((item, at) => settledValue(item, other[at]));
  if (!isObject(one) || !isObject(other)) return typeof one === "number" ? 0 : one;
  const entries = Object.keys(one).map((key) => [key, settledValue(one[key], other[key])] as const);
  return Object.fromEntries(entries);
}
