import fc from "fast-check";
import { alternatives, type Shape } from "../../config/shape";

/** Any value that a shape takes. Follows the schema by itself, so that a new setting is tried without further work. */
export function valueOf(shape: Shape): fc.Arbitrary<unknown> {
  const choices = alternatives(shape);
  if (choices.length > 1) return fc.oneof(...choices.map(valueOf));
  const [only = shape] = choices;
  if (only.const !== undefined) return fc.constant(only.const);
  if (only.enum) return fc.constantFrom(...only.enum);
  return MAKERS[only.type ?? ""]!(only);
}

const MAKERS: Readonly<Record<string, (shape: Shape) => fc.Arbitrary<unknown>>> = {
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  integer: ({ minimum = 0, exclusiveMinimum = minimum - 1, maximum = 1e9 }) =>
    fc.integer({ min: Math.max(minimum, exclusiveMinimum + 1), max: Math.min(maximum, 1e9) }),
  number: ({ maximum = 1000 }) => fc.integer({ min: 1, max: maximum * 100 }).map((hundredths) => hundredths / 100),
  string: textOf,
  array: ({ items = {}, minItems = 0 }) => fc.array(valueOf(items), { minLength: minItems, maxLength: minItems + 2 }),
  object: mappingOf,
};

function textOf({ pattern, minLength = 0, format }: Shape & { readonly format?: string }): fc.Arbitrary<string> {
  if (format === "uri") return fc.constantFrom("http://host:8000", "https://example.com/path");
  if (format === "ipv6") return fc.ipV6();
  // Text that YAML would take for something else must come back as text.
  const awkward = fc.constantFrom(
    "yes",
    "8001",
    "null",
    "1e3",
    "a: b",
    "# x",
    "- x",
    "${a}",
    "*a",
    "&a",
    " a ",
    "a\nb",
    "ü",
    "~",
  );
  return pattern === undefined
    ? fc.oneof(awkward, fc.string({ minLength, maxLength: 12 })).filter((text) => text.length >= minLength)
    : fc.stringMatching(new RegExp(pattern));
}

function mappingOf({
  properties = {},
  required = [],
  additionalProperties,
  propertyNames,
}: Shape): fc.Arbitrary<object> {
  if (typeof additionalProperties === "object") {
    const isFree = propertyNames?.pattern === undefined && propertyNames?.enum === undefined;
    const key = isFree ? fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/) : valueOf(propertyNames);
    return fc.dictionary(key as fc.Arbitrary<string>, valueOf(additionalProperties), { maxKeys: 3 });
  }
  const parts = Object.fromEntries(Object.entries(properties).map(([name, shape]) => [name, valueOf(shape)]));
  return fc.record(parts, { requiredKeys: [...required], noNullPrototype: true });
}
