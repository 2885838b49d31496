import type { Json } from "../model";
import { ownIn } from "../../policies/readers/objects";
import { equal } from "./equal";
import { releaseValues } from "./release-values";

export interface Difference {
  /** `labels.team`, `ports[0].ip`, `env.LOG_LEVEL`. */
  readonly path: string;
  /** Its first word: the attribute of the resource. */
  readonly attribute: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Lists that are sets of named things, and what names them. */
const NAMED: Readonly<Record<string, string>> = {
  labels: "label",
  mounts: "target",
  networks_advanced: "name",
  upload: "file",
  ulimit: "name",
  host: "host",
  network_data: "network_name",
};

/** Deeper than any attribute of a provider. */
const DEEPEST = 12;

/** What differs between two values of resources, as deep as it is told apart, in the order of the paths. */
export function differences(
  before: Readonly<Record<string, Json>>,
  after: Readonly<Record<string, Json>>,
): readonly Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) =>
    below(name, [named(name, ownIn(before, name)), named(name, ownIn(after, name))], name, 0),
  );
}

function below(
  path: string,
  [before, after]: readonly [Json | undefined, Json | undefined],
  attribute: string,
  depth: number,
): readonly Difference[] {
  if (equal(before, after)) return [];
  const [a, b] = [parts(before), parts(after)];
  // What is there on one side alone is told as a whole.
  if (!a || !b || depth === DEEPEST) return [{ path, attribute, before, after }];
  const keys = [...new Set([...a.keys(), ...b.keys()])];
  return keys.flatMap((key) => below(path + key, [a.get(key), b.get(key)], attribute, depth + 1));
}

/** What a list or a map holds, by what follows in a path. */
function parts(value: Json | undefined): ReadonlyMap<string, Json> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return new Map((value as readonly Json[]).map((one, index) => [`[${index}]`, one]));
  return new Map(Object.entries(value as Readonly<Record<string, Json>>).map(([key, one]) => [`.${key}`, one]));
}

/** By its names, where a list has some: the order of them means nothing. */
function named(attribute: string, value: Json | undefined): Json | undefined {
  if (!isList(value)) return value;
  const list = value;
  if (attribute === "env" && list.every((one) => typeof one === "string"))
    return Object.fromEntries(list.map(variable));
  if (attribute === "values") return releaseValues(list) ?? value;
  const key = ownIn(NAMED, attribute);
  if (key === undefined || !list.every((one) => typeof nameIn(one, key) === "string")) return value;
  const names = list.map((one) => nameIn(one, key) as string);
  if (new Set(names).size < names.length) return value;
  return Object.fromEntries(list.map((one, index) => [names[index]!, valueOf(one, key)]));
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const nameIn = (value: Json, key: string): Json | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)[key]
    : undefined;

/** A label is its value; anything else keeps its name, or one that has nothing else would be nothing. */
function valueOf(one: Json, key: string): Json {
  const { [key]: _name, value, ...rest } = one as Readonly<Record<string, Json>>;
  return value !== undefined && Object.keys(rest).length === 0 ? value : one;
}

function variable(text: string): readonly [string, string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
