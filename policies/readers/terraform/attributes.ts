import {
  byDefault,
  inPart,
  declared,
  unknown,
  type Fact,
  type Location,
  type Origin,
  type Why,
} from "../../facts/fact";
import { wrongShape } from "./errors";

/** What stands where nobody can tell the value. */
export class Undecided {
  /** @param isElsewhere whether it is known at least that the value is not written here */
  constructor(
    readonly why: Why,
    readonly isElsewhere = false,
  ) {}
}

/** What a text stands for: itself, another value, or nothing that can be told. */
export type Resolve = (text: string) => unknown;

/** A fact about an attribute; undefined when nothing is said, which is for the reader to give a meaning. */
export type Said<T> = Fact<T> | undefined;

const DYNAMIC = "dynamic";

/** What one block says, whatever wrote it: each attribute is absent, said, or nobody can tell. */
export class Attributes {
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    readonly at: Location,
    private readonly resolve: Resolve,
    /** Whether a value was written by somebody, and is not what a provider chose. */
    private readonly isConfigured: (name: string) => boolean = () => true,
  ) {}

  has(name: string): boolean {
    return this.raw(name) !== undefined;
  }

  /** Whether nothing but the name of something else stands there: what that holds is written elsewhere. */
  isReference(name: string): boolean {
    const value = this.raw(name);
    return value instanceof Undecided && (value.isElsewhere || /^\$\{\s*[\w.[\]-]+\s*\}$/.test(this.written(name)));
  }

  /** Whether it is no list and no block: `registry_auth` is one, `auth` a text. */
  isPlain(name: string): boolean {
    const value = this.raw(name);
    return !(isObject(value) || Array.isArray(value));
  }

  /** As it stands there, with whatever is an expression; empty for what is no text. */
  written(name: string): string {
    const value = this.values[name];
    return typeof value === "string" ? value : "";
  }

  text(name: string): Said<string> {
    return this.one(name, "a text", textOf);
  }

  number(name: string): Said<number> {
    return this.one(name, "a number", numberOf);
  }

  flag(name: string): Said<boolean> {
    return this.one(name, "true or false", flagOf);
  }

  texts(name: string): Said<readonly string[]> {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (value instanceof Undecided) return unknown(value.why);
    if (!Array.isArray(value)) throw wrongShape(this.at, name, "a list", value);
    return this.told(value, name, "a text", textOf);
  }

  map(name: string): Said<ReadonlyMap<string, string>> {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (value instanceof Undecided) return unknown(value.why);
    if (!isObject(value)) throw wrongShape(this.at, name, "a map", value);
    const entries = Object.entries(value).filter(([key, one]) => key !== "//" && one !== null);
    const keys = this.told(
      entries.map(([key]) => key),
      name,
      "a text",
      textOf,
    );
    const all = entries.map(([key, one]) => [key, this.converted(one, `${name}.${key}`, "a text", textOf)] as const);
    const known = all.flatMap(([key, one]) =>
      one instanceof Undecided || one === undefined ? [] : [[key, one] as const],
    );
    const open = all.map(([, one]) => one).find((one) => one instanceof Undecided);
    const more = open?.why ?? (keys.state === "known" ? keys.more : undefined);
    return more ? inPart(new Map(known), more) : declared(new Map(known));
  }

  /** A block that is there once is an object or a list of one in Terraform's JSON; a dynamic one makes nobody knows how many. */
  blocks(name: string): Said<readonly Attributes[]> {
    const value = this.raw(name);
    const isDynamic = this.hasDynamic(name);
    if (value === undefined) return isDynamic ? inPart([], "expression") : undefined;
    if (value instanceof Undecided) return unknown(value.why);
    const all = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map((one) => this.resolved(one));
    const open = all.find((one) => one instanceof Undecided);
    const bodies = all.filter((one) => one !== null && one !== undefined && !(one instanceof Undecided));
    const blocks = bodies.map((body) => {
      if (!isObject(body)) throw wrongShape(this.at, name, "a block", body);
      return new Attributes(body, this.at, this.resolve);
    });
    const more = open?.why ?? (isDynamic ? "expression" : undefined);
    return more ? inPart(blocks, more) : declared(blocks);
  }

  /** The names of what is said. */
  names(): readonly string[] {
    return Object.keys(this.values).filter((name) => name !== "//" && name !== DYNAMIC && this.has(name));
  }

  private hasDynamic(name: string): boolean {
    const all = this.values[DYNAMIC];
    return all !== undefined && [all].flat().some((one) => isObject(one) && Object.hasOwn(one, name));
  }

  private raw(name: string): unknown {
    const value = Object.hasOwn(this.values, name) ? this.resolved(this.values[name]) : undefined;
    return value ?? undefined;
  }

  private resolved(value: unknown): unknown {
    return typeof value === "string" ? this.resolve(value) : value;
  }

  private one<T>(name: string, wanted: string, convert: (value: unknown) => T | undefined): Said<T> {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    const said = this.converted(value, name, wanted, convert);
    if (said instanceof Undecided) return unknown(said.why);
    return this.isConfigured(name) ? declared(said!) : byDefault(said!);
  }

  private told<T>(
    values: readonly unknown[],
    name: string,
    wanted: string,
    convert: (value: unknown) => T | undefined,
  ) {
    const known: T[] = [];
    let open: Undecided | undefined;
    for (const value of values) {
      const one = this.converted(value, name, wanted, convert);
      if (one instanceof Undecided) open ??= one;
      else if (one !== undefined) known.push(one);
    }
    return open ? inPart(known, open.why) : declared(known);
  }

  /** Undefined for null, of which a list may hold some. */
  private converted<T>(
    written: unknown,
    name: string,
    wanted: string,
    convert: (value: unknown) => T | undefined,
  ): T | Undecided | undefined {
    const value = this.resolved(written);
    if (value instanceof Undecided) return value;
    if (value === null || value === undefined) return undefined;
    const said = convert(value);
    if (said === undefined) throw wrongShape(this.at, name, wanted, value);
    return said;
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Undecided);

/** Terraform converts between these. https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? Number(value) : undefined;
}

function flagOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  return FLAGS.get(String(value));
}

const FLAGS: ReadonlyMap<string, boolean> = new Map(
  Object.entries({ true: true, "1": true, false: false, "0": false }),
);

type Values<S> = { readonly [K in keyof S]: S[K] extends Said<infer T> ? T | undefined : never };

/** What some facts say together: nothing as soon as one of them cannot be told. What is not said is undefined. */
export function joined<S extends Readonly<Record<string, Said<unknown>>>, T>(
  facts: S,
  read: (said: Values<S>) => T,
): Fact<T> {
  const said: Record<string, unknown> = {};
  let more: Why | undefined;
  let from: Origin = "default";
  for (const name in facts) {
    const fact = facts[name];
    if (!fact) continue;
    if (fact.state !== "known") return fact;
    said[name] = fact.value;
    more ??= fact.more;
    if (fact.from === "declared") from = "declared";
  }
  const value = read(said as Values<S>);
  return more ? { state: "known", value, from, more } : { state: "known", value, from };
}

/** A list of what can be told of each. */
export function listed<T>(facts: readonly Fact<T>[], more?: Why): Fact<readonly T[]> {
  const known: T[] = [];
  let open: Why | undefined;
  for (const fact of facts) {
    if (fact.state === "known") known.push(fact.value);
    open ??= whyOpen(fact);
  }
  open ??= more;
  return open ? inPart(known, open) : declared(known);
}

export function whyOpen(fact: Said<unknown>): Why | undefined {
  if (fact?.state === "unknown") return fact.why;
  return fact?.state === "known" ? fact.more : undefined;
}

/** What each block of a name means, with those that nobody can tell left open. */
export function eachOf<T>(
  blocks: Said<readonly Attributes[]>,
  read: (block: Attributes) => Fact<T>,
): Said<readonly T[]> {
  if (blocks?.state !== "known") return blocks;
  return listed(blocks.value.map(read), blocks.more);
}
