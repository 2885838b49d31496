import { shown, tooDeep, tooLong, tooMuch, wrongValue, type Place } from "./errors";
import { interpolated, LONGEST_TEXT, Unresolved, type Variables } from "./interpolation";

/** More than any compose file has that somebody wrote. */
const MOST_VALUES = 1_000_000;
const DEEPEST = 50;

/** How much may be made of all files together. */
export class Budget {
  private left = MOST_VALUES;

  constructor(private readonly file: string) {}

  /** Called for everything that the files make, before it is made. */
  spend(count: number): void {
    this.left -= count;
    if (this.left < 0) throw tooMuch(this.file, MOST_VALUES);
  }

  /** A text, which somebody will read through. */
  spendOn({ length }: string): void {
    this.spend(Math.floor(length / 100));
  }
}

/** What the YAML of a file says, written out: aliases, merge keys, variables. However small the file, it ends. */
export class Values {
  constructor(
    private readonly file: string,
    private readonly variables: Variables,
    private readonly budget: Budget,
  ) {}

  /** A mapping with what it merges; null is an empty one. The keys are as they were written. */
  entries(value: unknown, what: string, place: Place, depth = 0): Map<string, unknown> {
    if (depth > DEEPEST) throw tooDeep(this.file);
    if (value === null || value === undefined) return new Map();
    if (!isMapping(value)) throw wrongValue(place, what, "expected a mapping");
    const all = new Map<string, unknown>();
    for (const source of [value["<<"] ?? []].flat()) {
      for (const [key, one] of this.entries(source, `${what}.<<`, place, depth + 1))
        if (!all.has(key)) all.set(key, one);
    }
    const own = Object.entries(value).filter(([key]) => key !== "<<");
    this.budget.spend(1 + own.length + all.size);
    for (const [key, one] of own) all.set(key, one);
    return all;
  }

  /** All that is in a value; a text with a variable that nobody can tell is Unresolved. */
  resolve(value: unknown, what: string, place: Place, depth = 0): unknown {
    if (depth > DEEPEST) throw tooDeep(this.file);
    this.budget.spend(1);
    if (typeof value === "string") return this.text(value, what, place);
    if (typeof value !== "object" || value === null) return value;
    const below = (one: unknown, key: string | number) => this.resolve(one, `${what}.${key}`, place, depth + 1);
    if (Array.isArray(value)) return value.map(below);
    const entries = [...this.entries(value, what, place, depth)];
    return Object.fromEntries(entries.map(([key, one]) => [key, below(one, key)]));
  }

  private text(value: string, what: string, place: Place): string | Unresolved {
    if (value.length > LONGEST_TEXT) throw tooLong(place, what, LONGEST_TEXT);
    const text = interpolated(value, this.variables);
    if (text === undefined) throw wrongValue(place, what, `a variable is not written as one in: ${shown(value)}`);
    this.budget.spendOn(typeof text === "string" ? text : text.text);
    return text;
  }
}

export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array) &&
  !(value instanceof Unresolved);

/** Whether anything in a resolved value is Unresolved. */
export function hasUnresolved(value: unknown): boolean {
  if (value instanceof Unresolved) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnresolved);
}
