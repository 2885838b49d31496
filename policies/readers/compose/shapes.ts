import { z } from "zod";
import { declared, type Fact, inPart, unknown, type Why } from "../../facts/fact";
import { shown } from "./errors";
import { hasUnresolved } from "./values";

/** A text, a number or a boolean, as a text. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** A text that says something else; `parse` gives undefined for one that does not. */
export const written = <T>(parse: (text: string) => T | undefined, expected: string) =>
  text.transform((value, context): T => {
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    context.addIssue({ code: "custom", message: `expected ${expected}, got: ${shown(value)}` });
    return z.NEVER;
  });

/** As Compose reads them, YAML 1.1's words among them. */
export const flag = written((value) => {
  if (/^(true|yes|y|on|1|t)$/i.test(value)) return true;
  return /^(false|no|n|off|0|f)$/i.test(value) ? false : undefined;
}, "true or false");

/** What can be told of a list, and whether that is all of it. */
export interface Parts<T> {
  readonly known: readonly T[];
  readonly isWhole: boolean;
}

export const NO_PARTS: Parts<never> = { known: [], isWhole: true };

/** A list whose items are told one by one: a variable in one leaves the others known. */
export const listOf = <T>(item: z.ZodType<T>) =>
  z.array(z.unknown()).transform((items, context): Parts<T> => {
    const known: T[] = [];
    let isWhole = true;
    for (const [index, one] of items.entries()) {
      const { success, data, error } = item.safeParse(one);
      if (success) known.push(data);
      else if (hasUnresolved(one)) isWhole = false;
      else for (const issue of error.issues) context.addIssue({ ...issue, path: [index, ...issue.path] });
    }
    return { known, isWhole };
  });

const single = text.transform((one): Parts<string> => ({ known: [one], isWhole: true }));

export const oneOrMany = z.union([single, listOf(text)]);

export type Pair = readonly [name: string, value: string | null];

const namedBy = (sign: RegExp) =>
  text.transform((line): Pair => {
    const at = line.search(sign);
    return at < 0 ? [line, null] : [line.slice(0, at), line.slice(at + 1)];
  });

const mapping = z.record(z.string(), z.unknown()).transform((all): unknown[] => Object.entries(all));

/** `NAME=value` in a list, or a mapping. */
export const pairs = z.union([
  listOf(namedBy(/=/)),
  mapping.pipe(listOf(z.tuple([z.string(), text.nullish().transform((value) => value ?? null)]) as z.ZodType<Pair>)),
]);

/** The pairs with a value. */
export const valuesOf = ({ known }: Parts<Pair>): ReadonlyMap<string, string> =>
  new Map(known.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));

/** Of a list of which nothing can be told, nothing is known. */
export function partly<T extends readonly unknown[] | ReadonlyMap<string, string>>(
  value: T,
  isWhole: boolean,
  why: Why = "expression",
): Fact<T> {
  if (isWhole) return declared(value);
  const size = "size" in value ? value.size : value.length;
  return size > 0 ? inPart(value, why) : unknown(why);
}
