import { Token } from "cdktf";
import type { Construct } from "constructs";
import { badName, noSuchClass, notOneOf, outside, subnetTwice, tooFewSubnets } from "./errors";

/** What is known only while Terraform runs is left to AWS. */
const known = (value: unknown): boolean => !Token.isUnresolved(value);

/** @throws InvalidPlatform when a number is none, or outside of its limits */
export function within(
  scope: Construct,
  property: string,
  got: number,
  [least, most]: readonly [number, number],
): void {
  if (!known(got) || (Number.isInteger(got) && got >= least && got <= most)) return;
  throw outside(scope, property, `${least} to ${most}`, got);
}

/** @throws InvalidPlatform for what is not in the list */
export function oneOf<Value extends string | number>(
  scope: Construct,
  property: string,
  got: Value,
  allowed: readonly Value[],
): void {
  if (known(got) && !allowed.includes(got)) throw notOneOf(scope, property, allowed, got);
}

/** Classes of instances that a service offers. */
export interface Classes {
  /** `db` of `db.m7g.large` */
  readonly prefix: string;
  readonly families: readonly string[];
  readonly example: string;
}

const SIZE = /^(micro|small|medium|large|\d{0,2}xlarge)$/;

/** @throws InvalidPlatform for a class of another service, of an unknown family, or of no size */
export function classOf(scope: Construct, property: string, got: string, classes: Classes): void {
  if (!known(got)) return;
  const [prefix, family = "", size = "", ...rest] = got.split(".");
  const isOne = prefix === classes.prefix && classes.families.includes(family) && SIZE.test(size) && rest.length === 0;
  if (!isOne) throw noSuchClass(scope, property, classes.example, got);
}

/**
 * A list that comes from another stack is one token, and its length is not known.
 *
 * @throws InvalidPlatform for less than a number of zones, and for one subnet twice
 */
export function subnetsOver(scope: Construct, subnets: readonly string[], least: number): void {
  if (!known(subnets)) return;
  const twice = subnets.find((subnet, index) => subnets.indexOf(subnet) !== index);
  if (twice !== undefined) throw subnetTwice(scope, twice);
  if (subnets.length < least) throw tooFewSubnets(scope, least, subnets.length);
}

/** How AWS wants a name. */
export interface NameRule {
  readonly pattern: RegExp;
  readonly inWords: string;
}

/** Identifier of what runs: of a database, of a cache. @param most characters that AWS allows */
export const identifierOf = (most: number): NameRule => ({
  pattern: new RegExp(`^(?=.{1,${most}}$)[a-z](-?[a-z0-9])*$`),
  inWords: `at most ${most} small letters, digits and single hyphens, beginning with a letter`,
});

/** @throws InvalidPlatform when a name has other characters than AWS takes */
export function named(scope: Construct, property: string, got: string, { pattern, inWords }: NameRule): void {
  if (known(got) && !pattern.test(got)) throw badName(scope, property, inWords, got);
}
