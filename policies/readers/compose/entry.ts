import { z } from "zod";
import { type Fact, unknown } from "../../facts/fact";
import { type Place, shown, wrongValue } from "./errors";
import { hasUnresolved, type Values } from "./values";

/** One entry of a section: a service, a volume, a secret. */
export class Entry {
  private readonly said: ReadonlyMap<string, unknown>;

  constructor(
    /** `services.web`. */
    readonly address: string,
    value: unknown,
    readonly place: Place,
    private readonly values: Values,
  ) {
    this.said = values.entries(value, address, place);
  }

  has(key: string): boolean {
    return (this.said.get(key) ?? undefined) !== undefined;
  }

  /**
   * What some keys say together, by a shape whose keys are ways into the entry (`logging.options.max-size`); `otherwise`
   * when none of them is there, unknown when a variable that counts cannot be told.
   */
  fact<S extends z.ZodObject, T>(shape: S, read: (said: z.infer<S>) => Fact<T>, otherwise: Fact<T>): Fact<T> {
    const found = Object.keys(shape.shape).map((way) => [way, this.at(way)] as const);
    const said = Object.fromEntries(found.filter(([, value]) => value !== undefined));
    if (Object.keys(said).length === 0) return otherwise;
    const parsed = shape.safeParse(said);
    if (parsed.success) return read(parsed.data);
    if (hasUnresolved(said)) return unknown("expression");
    const [issue] = parsed.error.issues;
    throw wrongValue(this.place, [this.address, ...issue!.path].join("."), issueText(issue!));
  }

  /** Reserves room for what one value stands for. */
  spend(count: number): void {
    this.values.spend(count);
  }

  private at(way: string): unknown {
    const [first = "", ...rest] = way.split(".");
    let value = this.said.get(first);
    rest.forEach((key) => (value = this.values.entries(value, this.address, this.place).get(key)));
    return value === undefined || value === null
      ? undefined
      : this.values.resolve(value, `${this.address}.${way}`, this.place);
  }
}

/** Of a choice, what its nearest alternative says. */
function issueText(issue: z.core.$ZodIssue): string {
  const inner = issue.code === "invalid_union" ? issue.errors.flat().find(({ code }) => code === "custom") : undefined;
  return (inner ?? issue).message;
}

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

export const oneOrMany = z.union([text.transform((one) => [one]), z.array(text)]);

/** As Compose reads them, YAML 1.1's words among them. */
export const flag = written((value) => {
  if (/^(true|yes|y|on|1|t)$/i.test(value)) return true;
  return /^(false|no|n|off|0|f)$/i.test(value) ? false : undefined;
}, "true or false");
