import { isIP } from "node:net";
import type { IpBlock } from "./policy";

/** Addresses of one version of IP, as numbers. */
interface Range {
  readonly version: number;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

export const isAddress = (text: string): boolean => isIP(text) !== 0;

export function isCidr(text: string): boolean {
  const [address = "", length = "", ...rest] = text.split("/");
  const bits = BITS[isIP(address)];
  return rest.length === 0 && bits !== undefined && /^\d+$/.test(length) && Number(length) <= bits;
}

/** Whether a block holds an address: it does not where an exception holds it. */
export function blockHolds({ cidr, except }: IpBlock, address: string): boolean {
  const one = rangeOf(`${address}/${BITS[isIP(address)] ?? 0}`);
  return holds(rangeOf(cidr), one) && !(except ?? []).some((range) => holds(rangeOf(range), one));
}

/** An address that a block holds, if its exceptions leave one: the first, or one directly after an exception. */
export function tryAddressIn(block: IpBlock): string | undefined {
  const { version, first } = rangeOf(block.cidr);
  const after = (block.except ?? []).map(rangeOf).filter((range) => range.version === version);
  const candidates = [first, ...after.map(({ last }) => last + 1n)].filter((value) => value < 1n << bitsOf(version));
  return candidates.map((value) => textOf(value, version)).find((address) => blockHolds(block, address));
}

const holds = (range: Range, { version, first, last }: Range): boolean =>
  range.version === version && range.first <= first && last <= range.last;

function rangeOf(cidr: string): Range {
  const [address = "", length = ""] = cidr.split("/");
  const version = isIP(address);
  const size = 1n << (bitsOf(version) - BigInt(length));
  const first = (numberOf(address, version) / size) * size;
  return { version, first, last: first + size - 1n };
}

const bitsOf = (version: number): bigint => BigInt(BITS[version] ?? 0);

function numberOf(address: string, version: number): bigint {
  const parts = version === 4 ? address.split(".").map(Number) : groupsOf(address);
  const width = version === 4 ? 8n : 16n;
  return parts.reduce((sum, part) => (sum << width) | BigInt(part), 0n);
}

/** The eight groups of an IPv6 address; a URL's host is its shortest form, without dotted parts. */
function groupsOf(address: string): readonly number[] {
  const shortest = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = [], tail = []] = shortest.split("::").map((half) => half.split(":").filter(Boolean));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return [...head, ...zeros, ...tail].map((group) => parseInt(group, 16));
}

function textOf(value: bigint, version: number): string {
  const [width, count] = version === 4 ? [8n, 4] : [16n, 8];
  const parts = Array.from(
    { length: count },
    (_, index) => (value >> (width * BigInt(count - 1 - index))) % (1n << width),
  );
  return version === 4 ? parts.join(".") : parts.map((part) => part.toString(16)).join(":");
}
