import { Token } from "cdktf";
import type { Construct } from "constructs";
import { Cidr } from "./cidr";
import {
  addressesNotPrivate,
  addressesOutsideSize,
  addressesOverlap,
  addressInsideBlock,
  addressesUnknown,
  invalidAddresses,
} from "./errors";

/** Addresses that nobody has in the internet. https://datatracker.ietf.org/doc/html/rfc1918 and rfc6598 */
export const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** AWS allows no VPC wider than /16. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const WIDEST = 16;
/** The public subnets become /26: a load balancer alone wants a /27 with eight free addresses in each zone. */
const NARROWEST = 22;

/** As many zones have room, so that one can be added without moving the subnets that are there. */
export const MOST_ZONES = 4;
const ZONE_BITS = Math.log2(MOST_ZONES);

/** Which addresses the subnets of a zone have. */
export interface ZoneAddresses {
  readonly private: Cidr;
  readonly public: Cidr;
  readonly isolated: Cidr;
}

/** One half of the network is private, a quarter each public and isolated: pods have addresses of the private subnets. */
export const addressesOfZone = (network: Cidr, zone: number): ZoneAddresses => ({
  private: network.part(network.bits + 1 + ZONE_BITS, zone),
  public: network.part(network.bits + 2 + ZONE_BITS, 2 * MOST_ZONES + zone),
  isolated: network.part(network.bits + 2 + ZONE_BITS, 3 * MOST_ZONES + zone),
});

/** @throws InvalidPlatform when the text is not a block that a network can have */
export function networkAddresses(scope: Construct, text: string, connectedTo: readonly string[]): Cidr {
  if (Token.isUnresolved(text)) throw addressesUnknown(scope);
  const network = addresses(scope, "cidr", text);
  if (network.bits < WIDEST || network.bits > NARROWEST) throw addressesOutsideSize(scope, text);
  if (!PRIVATE.some((block) => Cidr.tryOf(block)!.contains(network))) throw addressesNotPrivate(scope, text);
  for (const other of connectedTo) {
    if (Token.isUnresolved(other)) continue;
    if (network.overlaps(addresses(scope, "connectedTo", other))) throw addressesOverlap(scope, text, other);
  }
  return network;
}

/** @throws InvalidPlatform when it is no block, or one that AWS would write otherwise */
function addresses(scope: Construct, prop: string, text: string): Cidr {
  const block = Cidr.tryOf(text);
  if (!block) throw invalidAddresses(scope, prop, text);
  if (block.toString() !== text) throw addressInsideBlock(scope, prop, text, block.toString());
  return block;
}
