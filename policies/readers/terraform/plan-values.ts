import { isObject, Undecided } from "./attributes";

const AFTER_APPLY = new Undecided("after-apply");
const MASKED = new Undecided("masked");
/** What stands there is the name of something else, or a call: whatever it is, it is not written here. */
const ELSEWHERE = new Undecided("expression", true);

/** Deeper than any provider's schema. */
const DEEPEST = 50;

type Values = Readonly<Record<string, unknown>>;

interface Marks {
  readonly unknown: unknown;
  readonly sensitive: unknown;
}

/**
 * The attributes of a resource after the apply. What is computed and not configured is the provider's choice, so nothing is
 * said of it; neither is of an empty list that nobody wrote.
 * https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export function valuesAfter(after: unknown, marks: Marks, isConfigured: (name: string) => boolean): Values {
  const all = marked(after, marks);
  const entries = Object.entries(isObject(all) ? all : {});
  return Object.fromEntries(
    entries.filter(([name, value]) => isConfigured(name) || !(value === AFTER_APPLY || isEmpty(value))),
  );
}

const isEmpty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

function marked(value: unknown, { unknown, sensitive }: Marks, depth = 0): unknown {
  if (sensitive === true) return MASKED;
  if (unknown === true || depth > DEEPEST) return AFTER_APPLY;
  const below = (one: unknown, key: string | number) =>
    marked(one, { unknown: at(unknown, key), sensitive: at(sensitive, key) }, depth + 1);
  if (Array.isArray(value)) return value.map(below);
  // What is unknown is left out of the values.
  if (!isObject(value) && !isObject(unknown)) return value;
  const known = isObject(value) ? value : {};
  const keys = new Set([...Object.keys(known), ...(isObject(unknown) ? Object.keys(unknown) : [])]);
  return Object.fromEntries([...keys].map((key) => [key, below(known[key], key)]));
}

function at(marks: unknown, key: string | number): unknown {
  if (Array.isArray(marks)) return (marks as readonly unknown[])[Number(key)];
  return isObject(marks) && Object.hasOwn(marks, key) ? marks[key] : undefined;
}

/**
 * The values of expressions that are constant.
 * https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
 */
export function constantsOf(expressions: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return ELSEWHERE;
  if (Array.isArray(expressions)) return expressions.map((one) => constantsOf(one, depth + 1));
  if (!isObject(expressions)) return undefined;
  if ("constant_value" in expressions) return expressions["constant_value"];
  if ("references" in expressions || Object.keys(expressions).length === 0) return ELSEWHERE;
  return Object.fromEntries(Object.entries(expressions).map(([key, one]) => [key, constantsOf(one, depth + 1)]));
}
