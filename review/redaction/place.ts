import { holdsSecrets, namesSecrets, NOTHING_SHOWN, saysWhere, shownBelow, shownOf } from "./attribute-names";
import { isObject } from "../../policies/readers/objects";
import { sensitivePaths } from "./sensitive-attributes";

/** Where a value stands, and what is known of it from there. */
export interface Place {
  readonly type: string;
  /** The last name on the way to it. */
  readonly name: string;
  /** Trees of the shape of the value, with true where Terraform marks it sensitive. */
  readonly marks: readonly unknown[];
  /** What is left of the ways to what the provider's schema marks. */
  readonly ways: readonly (readonly string[])[];
  /** In a block of which little may be shown: the names of that. */
  readonly shown: ReadonlySet<string> | undefined;
  readonly isBelowSecret: boolean;
  /** Below `secretKeyRef` and the like: values name secrets, whatever their names are. */
  readonly isReference: boolean;
  /** In a list: what is listed under `secrets` describes them. */
  readonly isListed: boolean;
  readonly depth: number;
  /** In how many texts the text is. */
  readonly texts: number;
}

const NONE: readonly never[] = [];

/** @param address of a resource, or `provider.aws`, `backend.s3`, `var.region`, `output.url`; empty for anything else */
export function placeOf(address: string, marks: readonly unknown[] = NONE): Place {
  const type = typeOf(address);
  return {
    type,
    name: "",
    marks,
    ways: sensitivePaths(type),
    shown: shownOf(type),
    isBelowSecret: false,
    isReference: false,
    isListed: false,
    depth: 0,
    texts: 0,
  };
}

/** `module.a["b.c"].data.aws_x.y[0]` is of the type `data.aws_x`. */
function typeOf(address: string): string {
  const plain = address.slice(0, LONGEST_ADDRESS).replace(/\[("([^"\\]|\\.)*"|\d+)\]/g, "");
  const own = plain.replace(/^(module\.[^.]*\.)+/, "");
  const [first = "", second = ""] = own.split(".", 2);
  return first === "data" || first === "ephemeral" ? `${first}.${second}` : first;
}

const LONGEST_ADDRESS = 10_000;

/** One step further. All of its members are written out: a spread costs ten times as much, and there are many values. */
export function below(place: Place, key: string | number): Place {
  const isElement = isIndex(key);
  const name = isElement ? place.name : String(key);
  const { marks, ways, isReference } = place;
  const isBelowSecret = place.isBelowSecret || (!isElement && holdsSecrets(place.name));
  return {
    type: place.type,
    name,
    marks: marks.length === 0 ? NONE : marks.flatMap((mark) => marksBelow(mark, key)),
    ways: isElement || ways.length === 0 ? ways : ways.filter(([one]) => one === name).map((way) => way.slice(1)),
    shown: place.shown && shownBelow(place.shown, name),
    isBelowSecret: isElement ? isBelowSecret : isBelowSecret && !place.isListed && !saysWhere(name),
    isReference: isElement ? isReference : isReference || namesSecrets(place.name) || isKeysOf(place.name, name),
    isListed: isElement,
    depth: place.depth + 1,
    texts: place.texts,
  };
}

const isKeysOf = (above: string, name: string): boolean => name === "keys" && /secret$/i.test(above);

const isIndex = (key: string | number): boolean => typeof key === "number" || /^\d+$/.test(key);

/** Of a list that is asked for something else than an index any element may be meant. */
function marksBelow(mark: unknown, key: string | number): readonly unknown[] {
  if (mark === true) return [true];
  if (Array.isArray(mark)) {
    const all = mark as readonly unknown[];
    return isIndex(key) ? [all[Number(key)]] : all.flatMap((one) => marksBelow(one, key));
  }
  return isObject(mark) && Object.hasOwn(mark, key) ? [mark[key]] : NONE;
}

/** The same value under another name: `POSTGRES_PASSWORD` of an `env`, the `label` beside a `value`. */
export const named = (place: Place, name: string): Place => ({ ...place, name, depth: place.depth + 1 });

/** What a text holds that is a document of its own. */
export const inText = (place: Place): Place => ({
  ...place,
  marks: NONE,
  ways: NONE,
  texts: place.texts + 1,
  depth: place.depth + 1,
});

/** The data of a Secret of a cluster. */
export const closed = (place: Place): Place => ({ ...place, shown: NOTHING_SHOWN });

/** Whether nothing at all is shown of a value here. */
export const isHidden = ({ marks, ways }: Place): boolean =>
  (marks.length > 0 && marks.includes(true)) || (ways.length > 0 && ways.some((way) => way.length === 0));

/** Whether a block is closed for what has this place's name. */
export const isClosed = ({ shown, name }: Place): boolean => shown !== undefined && !shown.has(name);

/** Whether nothing is known from here of what lies below. */
export const isUnmarked = ({ marks, ways, shown }: Place): boolean =>
  marks.length === 0 && ways.length === 0 && shown === undefined;

/** A tree of marks without its branches that mark nothing; undefined where nothing is left. */
export function pruned(mark: unknown, depth = 0): unknown {
  if (mark === true) return true;
  // So deep nothing is shown.
  if (depth > DEEPEST_MARK) return undefined;
  if (Array.isArray(mark)) {
    const all = mark.map((one) => pruned(one, depth + 1));
    return all.some((one) => one !== undefined) ? all : undefined;
  }
  if (!isObject(mark)) return undefined;
  const entries = Object.entries(mark).map(([key, one]) => [key, pruned(one, depth + 1)] as const);
  const left = entries.filter(([, one]) => one !== undefined);
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

const DEEPEST_MARK = 100;
