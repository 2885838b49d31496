import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Token, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Account } from "../account";
import { MOST_ZONES } from "./address-plan";
import { sameZoneTwice, zoneCountOutside, zoneOfAnotherRegion, zonesNotKnown } from "./errors";

/** A zone, and the letter that its subnets are told apart by. */
export interface Zone {
  readonly name: string;
  readonly letter: string;
}

/**
 * Regions that do not offer a, b and c to every account; what is offered is in `aws ec2 describe-availability-zones`.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
const LETTERS: Readonly<Record<string, readonly string[]>> = {
  "ap-northeast-1": ["a", "c", "d"],
  "ca-central-1": ["a", "b", "d"],
  "us-west-1": [],
};
const USUAL = ["a", "b", "c"];

/**
 * Zones that a network lies in.
 *
 * @param given names, in the order in which they got their addresses
 * @throws InvalidPlatform when AWS would refuse them, or no subnet could be told from another
 */
export function zonesOf(scope: Construct, given: readonly string[] | undefined): readonly Zone[] {
  const region = tryRegionOf(scope);
  if (!given) return usualZones(scope, region);
  if (given.length < 2 || given.length > MOST_ZONES) throw zoneCountOutside(scope, given.length);
  const zones = given.map((name, index) => zoneOf(scope, name, region, index));
  const twice = given.find((name, index) => given.indexOf(name) !== index);
  if (twice !== undefined) throw sameZoneTwice(scope, twice);
  return zones;
}

function usualZones(scope: Construct, region: string | undefined): readonly Zone[] {
  const letters = LETTERS[region ?? ""] ?? USUAL;
  if (letters.length === 0) throw zonesNotKnown(scope, region!);
  const prefix = region ?? Account.of(scope).region;
  return letters.map((letter) => ({ name: `${prefix}${letter}`, letter }));
}

function zoneOf(scope: Construct, name: string, region: string | undefined, index: number): Zone {
  if (Token.isUnresolved(name)) return { name, letter: String(index + 1) };
  const wanted = region ?? name.slice(0, -1);
  const isOfRegion = name.startsWith(wanted) && /^[a-z]$/.test(name.slice(wanted.length));
  if (!isOfRegion || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(wanted)) throw zoneOfAnotherRegion(scope, name, region);
  return { name, letter: name.slice(-1) };
}

/** @returns nothing when the provider of the stack takes the region from its surroundings */
function tryRegionOf(scope: Construct): string | undefined {
  const providers = TerraformStack.of(scope)
    .node.findAll()
    .filter((one) => one instanceof AwsProvider);
  const region = providers.find(({ alias }) => alias === undefined)?.region;
  return region === undefined || Token.isUnresolved(region) ? undefined : region;
}
