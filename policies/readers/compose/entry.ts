import type { z } from "zod";
import { type Fact, unknown } from "../../facts/fact";
import { type Place, wrongValue } from "./errors";
import { Unresolved } from "./interpolation";
import { type Budget, hasUnresolved, isMapping } from "./values";

/** What a section says of one thing, written out. */
export interface Definition {
  readonly value: Readonly<Record<string, unknown>>;
  readonly place: Place;
  /** Whether it extends something that was not read. */
  readonly isOpen: boolean;
}

/** One entry of a section: a service, a volume, a secret. */
export class Entry {
  constructor(
    /** `services.web`. */
    readonly address: string,
    private readonly definition: Definition,
    private readonly budget: Budget,
  ) {}

  get place(): Place {
    return this.definition.place;
  }

  get isOpen(): boolean {
    return this.definition.isOpen;
  }

  has(key: string): boolean {
    return (this.at(key) ?? undefined) !== undefined;
  }

  /**
   * What some keys say together, by a shape whose keys are ways into the entry (`logging.options.max-size`); `otherwise`
   * when none of them is there, unknown when a variable that counts cannot be told.
   */
  fact<S extends z.ZodObject, T>(shape: S, read: (said: z.infer<S>) => Fact<T>, otherwise: Fact<T>): Fact<T> {
    const found = Object.keys(shape.shape).map((way) => [way, this.at(way)] as const);
    const said = Object.fromEntries(found.filter(([, value]) => value !== undefined && value !== null));
    if (Object.keys(said).length === 0) return otherwise;
    const parsed = shape.safeParse(said);
    if (parsed.success) return read(parsed.data);
    if (hasUnresolved(said)) return unknown("expression");
    const [issue] = parsed.error.issues;
    throw wrongValue(this.place, [this.address, ...issue!.path].join("."), issueText(issue!));
  }

  /** Reserves room for what one value stands for. */
  spend(count: number): void {
    this.budget.spend(count);
  }

  /** Of what lies below a variable the variable. */
  private at(way: string): unknown {
    let value: unknown = this.definition.value;
    for (const key of way.split(".")) {
      if (value === undefined || value === null || value instanceof Unresolved) return value;
      if (!isMapping(value)) throw wrongValue(this.place, `${this.address}.${way}`, "expected a mapping");
      value = Object.hasOwn(value, key) ? value[key] : undefined;
    }
    return value;
  }
}

/** Of a choice, what its nearest alternative says. */
function issueText(issue: z.core.$ZodIssue): string {
  const inner = issue.code === "invalid_union" ? issue.errors.flat().find(({ code }) => code === "custom") : undefined;
  return (inner ?? issue).message;
}
