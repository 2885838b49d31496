import { byDefault, declared, inPart, mapped, unknown, type Fact, type Why } from "../../../facts/fact";
import type { Attributes, Said } from "../attributes";
import { unkeyed } from "../plan-configuration";
import type { Resource } from "../resource";
import type { Surroundings } from "../surroundings";

/** Attributes by which AWS or Terraform know a resource. */
const NAMES = ["id", "bucket", "name", "arn"] as const;

interface Wanted {
  readonly type: string;
  /** The attribute that names whom it is about. */
  readonly by: string;
}

/** What protects a resource and is declared beside it, as a public access block does a bucket: by reference, or by name. */
export function companionsOf(owner: Resource, wanted: Wanted, around: Surroundings): Fact<readonly Resource[]> {
  const { byAddress, byName, open } = indexOf(wanted, around);
  const referring = byAddress.get(unkeyed(owner.address)) ?? [];
  // Of several by one address each has the one with its own key.
  const own = referring.filter(
    (one) => one.references(wanted.by).includes(owner.address) || keyOf(one.address) === keyOf(owner.address),
  );
  const all = [...own, ...namesOf(owner).flatMap((name) => byName.get(name) ?? [])];
  const unique = [...new Set(all)];
  return open ? inPart(unique, open) : declared(unique);
}

interface Index {
  /** By the addresses that they refer to, without keys. */
  readonly byAddress: Map<string, Resource[]>;
  readonly byName: Map<string, Resource[]>;
  /** Why of some of them nobody can tell whose they are. */
  open: Why | undefined;
}

/** Asked once of a module, which may have thousands of buckets. */
const INDEXES = new WeakMap<Surroundings, Map<string, Index>>();

function indexOf({ type, by }: Wanted, around: Surroundings): Index {
  const all = INDEXES.get(around) ?? new Map<string, Index>();
  INDEXES.set(around, all);
  const known = all.get(`${type} ${by}`);
  if (known) return known;
  const index: Index = { byAddress: new Map(), byName: new Map(), open: undefined };
  for (const one of around.ofType(type)) enter(index, one, by);
  all.set(`${type} ${by}`, index);
  return index;
}

function enter(index: Index, one: Resource, by: string): void {
  const put = (map: Map<string, Resource[]>, key: string) => map.set(key, [...(map.get(key) ?? []), one]);
  const targets = new Set(one.references(by).map(unkeyed));
  for (const target of targets) put(index.byAddress, target);
  if (targets.size > 0) return;
  const said = one.attributes.text(by);
  if (said?.state === "known") put(index.byName, said.value);
  else index.open ??= said?.state === "unknown" ? said.why : "expression";
}

/** `["a"]` of an address that ends with it. */
export const keyOf = (address: string): string => /\[[^\]]*\]$/.exec(address)?.[0] ?? "";

const namesOf = ({ attributes }: Resource): readonly string[] =>
  NAMES.flatMap((name) => {
    const said = attributes.text(name);
    return said?.state === "known" ? [said.value] : [];
  });

/** What the first of them says; what nobody declares is as it is by default, unless it may be declared out of sight. */
export function foldedOf<T>(
  companions: Fact<readonly Resource[]>,
  read: (attributes: Attributes, companion: Resource) => Fact<T>,
  otherwise: T,
): Fact<T> {
  if (companions.state !== "known") return companions;
  const [first] = companions.value;
  if (first) return read(first.attributes, first);
  return companions.more ? unknown(companions.more) : byDefault(otherwise);
}

/** The first block of a name; undefined where there is none, and a fact where nobody can tell. */
export function blockOf(attributes: Attributes, name: string): Attributes | undefined | Fact<never> {
  const blocks = attributes.blocks(name);
  if (!blocks) return undefined;
  if (blocks.state !== "known") return blocks;
  const [first] = blocks.value;
  return first ?? (blocks.more ? unknown(blocks.more) : undefined);
}

/** What a block within a block says; its default where there is none. */
export function inBlock<T>(
  attributes: Attributes,
  [name, ...way]: readonly string[],
  read: (block: Attributes) => Said<T>,
  otherwise: T,
): Fact<T> {
  if (name === undefined) return read(attributes) ?? byDefault(otherwise);
  const block = blockOf(attributes, name);
  if (!block) return byDefault(otherwise);
  return "state" in block ? block : inBlock(block, way, read, otherwise);
}

export const flagOf = (attributes: Attributes, name: string, otherwise: boolean): Fact<boolean> =>
  attributes.flag(name) ?? byDefault(otherwise);

export const notOf = (fact: Fact<boolean>): Fact<boolean> => mapped(fact, (value) => !value);

/** Of several flags that all have to be set. */
export function bothOf(one: Fact<boolean>, other: Fact<boolean>): Fact<boolean> {
  const all = [one, other];
  const off = all.find((fact) => fact.state === "known" && !fact.value);
  return off ?? all.find((fact) => fact.state !== "known") ?? one;
}
