import type { AwsSettings } from "../aws";
import type { Finding } from "../problem";

type Network = NonNullable<AwsSettings["network"]>;

/** IPv4 addresses from the first to the last one. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly bits: number;
}

/** Of a text that the schema takes for a block. */
function blockOf(text: string): Block {
  const [address = "", length = "32"] = text.split("/");
  const bits = Number(length);
  const size = 2 ** (32 - bits);
  const number = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const first = number - (number % size);
  return { first, last: first + size - 1, bits };
}

const textOf = ({ first, bits }: Block): string =>
  `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${bits}`;

/** Addresses that nobody has in the internet. https://datatracker.ietf.org/doc/html/rfc1918 and rfc6598 */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map(blockOf);

/** AWS has nothing wider, and load balancers want more than is in a narrower one. */
const [WIDEST, NARROWEST] = [16, 22];

/** A network has private addresses that it can be routed to by, and keeps them. */
export function addressFindings({ cidr, connectedTo }: Network): Finding[] {
  const path = ["aws", "network", "cidr"];
  const own = fault(cidr);
  if (own !== undefined) return [{ path, message: `got "${cidr}", ${own}` }];
  const network = blockOf(cidr);
  return connectedTo.flatMap((text, index) => {
    const other = ["aws", "network", "connectedTo", index];
    const block = blockOf(text);
    if (textOf(block) !== text) return [{ path: other, message: `got "${text}", ${insideOf(block)}` }];
    if (block.first > network.last || network.first > block.last) return [];
    const message = `got "${cidr}", which overlaps ${text}, and no route could tell the two apart; choose a block outside of it`;
    return [{ path, message, other }];
  });
}

function fault(text: string): string | undefined {
  const block = blockOf(text);
  if (textOf(block) !== text) return insideOf(block);
  if (block.bits < WIDEST || block.bits > NARROWEST) {
    return "which is not /16 to /22; take a /16 where you can: a network cannot be resized";
  }
  return PRIVATE.some(({ first, last }) => first <= block.first && block.last <= last)
    ? undefined
    : "which others have in the internet; choose a block of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10";
}

const insideOf = (block: Block): string => `which lies inside of a block; write ${textOf(block)}`;
