import { isMapping } from "./values";
import { Unresolved } from "./interpolation";

/** What Compose's own tags become: a mapping with the tag as its only key. */
export const RESET = "!reset";
export const OVERRIDE = "!override";

type Mapping = Readonly<Record<string, unknown>>;
type Merger = (base: unknown, over: unknown) => unknown;

/** One entry of a section over another, as Compose merges them. https://docs.docker.com/reference/compose-file/merge/ */
export const merged = (base: unknown, over: unknown): unknown => mergedAt("", base, over);

/** A value without tags that had nothing to lie over; undefined for what is reset. */
export function untagged(value: unknown): unknown {
  if (isReset(value)) return undefined;
  const plain = isOverride(value) ? value[OVERRIDE] : value;
  if (Array.isArray(plain)) return plain.map(untagged).filter((one) => one !== undefined);
  if (!isMapping(plain) || plain instanceof Unresolved) return plain;
  const entries = Object.entries(plain).map(([key, one]) => [key, untagged(one)] as const);
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined));
}

const isReset = (value: unknown): boolean => isMapping(value) && Object.hasOwn(value, RESET);

const isOverride = (value: unknown): value is Mapping => isMapping(value) && Object.hasOwn(value, OVERRIDE);

/** Not appended to, but replaced. */
const REPLACED: ReadonlySet<string> = new Set(["command", "entrypoint", "healthcheck.test"]);

/** `NAME=value` as a list, or a mapping, or one alone. */
const LISTS: ReadonlySet<string> = new Set([
  "annotations",
  "dns",
  "dns_opt",
  "dns_search",
  "env_file",
  "environment",
  "label_file",
  "labels",
  "sysctls",
  "tmpfs",
]);

const NAMES: ReadonlySet<string> = new Set(["depends_on", "networks", "models"]);

function mergedAt(way: string, base: unknown, over: unknown): unknown {
  if (over === undefined || over === null) return base;
  if (isOverride(over) || base === undefined || base === null) return over;
  if (REPLACED.has(way) || base instanceof Unresolved || over instanceof Unresolved) return over;
  const merger = mergerOf(way, base, over);
  return merger ? merger(base, over) : over;
}

function mergerOf(way: string, base: unknown, over: unknown): Merger | undefined {
  if (LISTS.has(way)) return mergedLists;
  if (NAMES.has(way)) return (a, b) => mergedMappings(way, asMapping(a), asMapping(b));
  if (way === "logging") return mergedLogging;
  if (Array.isArray(base) && Array.isArray(over)) return (a, b) => [...(a as unknown[]), ...(b as unknown[])];
  return isMapping(base) && isMapping(over) ? (a, b) => mergedMappings(way, a as Mapping, b as Mapping) : undefined;
}

function mergedMappings(way: string, base: Mapping, over: Mapping): Mapping {
  const all = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    if (isReset(value)) all.delete(key);
    else all.set(key, mergedAt(way === "" ? key : `${way}.${key}`, all.get(key), value));
  }
  return Object.fromEntries(all);
}

/** Options belong to their driver. */
function mergedLogging(base: unknown, over: unknown): unknown {
  if (!isMapping(base) || !isMapping(over)) return over;
  const [before, now] = [base["driver"], over["driver"]];
  const isSame = before === undefined || now === undefined || before === now;
  return isSame ? mergedMappings("logging", base, over) : over;
}

function mergedLists(base: unknown, over: unknown): unknown {
  const gone = new Set(isMapping(over) ? Object.keys(over).filter((key) => isReset(over[key])) : []);
  const kept = asList(base).filter((one) => !(typeof one === "string" && gone.has(one.split("=", 1)[0]!)));
  return [...kept, ...asList(over).filter((one) => !isReset(one))];
}

/** A pair whose value nobody can tell is as much as nobody can tell. */
function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isMapping(value)) return [value];
  const pairs = Object.entries(value).filter(([, one]) => !isReset(one));
  return pairs.map(([name, one]) => (one === null ? name : isPlain(one) ? `${name}=${one}` : one));
}

const isPlain = (value: unknown): value is string | number | boolean =>
  ["string", "number", "boolean"].includes(typeof value);

function asMapping(value: unknown): Mapping {
  if (!Array.isArray(value)) return isMapping(value) ? value : {};
  return Object.fromEntries(value.map((name) => [String(name), null]));
}
