import { Token } from "cdktf";
import type { Construct } from "constructs";
import { PRIVATE } from "../network/address-plan";
import { Cidr } from "../network/cidr";
import {
  invalidAddresses,
  noPublicAddresses,
  openToInternet,
  privateAddresses,
  tooManyPublicAddresses,
} from "./errors";

export interface PublicEndpoint {
  /** Blocks of your own public addresses, at most 40. */
  readonly from: readonly string[];
  /** Why the whole internet may try: for whoever reads it later. @default - it may not */
  readonly openBecause?: string;
}

/** https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html */
const MOST_BLOCKS = 40;
/** Nobody has a wider block for themselves; two of /1 are the internet as well. */
const WIDEST_OWN = 8;

/** @throws InvalidPlatform when EKS would refuse it, or the internet would be let in without a reason */
export function checkPublicEndpoint(scope: Construct, { from, openBecause = "" }: PublicEndpoint): void {
  if (Token.isUnresolved(from)) return;
  if (from.length === 0) throw noPublicAddresses(scope);
  if (from.length > MOST_BLOCKS) throw tooManyPublicAddresses(scope, from.length, MOST_BLOCKS);
  for (const text of from) {
    const block = checkAddresses(scope, "publicEndpoint.from", text);
    if (!block) continue;
    if (PRIVATE.some((one) => Cidr.tryOf(one)!.contains(block))) throw privateAddresses(scope, text);
    if (block.bits < WIDEST_OWN && openBecause.trim() === "") throw openToInternet(scope, text);
  }
}

/** @returns nothing for what is only known after an apply */
export function checkAddresses(scope: Construct, prop: string, text: string): Cidr | undefined {
  if (Token.isUnresolved(text)) return undefined;
  const block = Cidr.tryOf(text);
  if (block?.toString() !== text) throw invalidAddresses(scope, prop, text);
  return block;
}
