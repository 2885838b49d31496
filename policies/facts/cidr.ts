import { isIP } from "node:net";

/** Addresses of one version of IP, both ends included. */
export interface AddressRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

/** A block as a range, by whatever spelling; an address alone is a block of one. Undefined for what is neither. */
export function parseCidr(text: string): AddressRange | undefined {
  const [, address = "", length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version !== 4 && version !== 6) return undefined;
  const bits = BITS[version];
  const prefix = length === undefined ? bits : Number(length);
  if (prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const first = (numberOf(address, version) / size) * size;
  return { version, first, last: first + size - 1n };
}

/** The versions of which not one address is missing. */
export function wholeVersions(ranges: readonly AddressRange[]): readonly (4 | 6)[] {
  return ([4, 6] as const).filter((version) => {
    const own = merged(ranges.filter((range) => range.version === version));
    return own.length === 1 && own[0]!.first === 0n && own[0]!.last === (1n << BigInt(BITS[version])) - 1n;
  });
}

/** What is left of a range. */
export function withoutRanges(range: AddressRange, except: readonly AddressRange[]): readonly AddressRange[] {
  const { version } = range;
  const gaps = merged(except.filter((one) => one.version === version));
  const left: AddressRange[] = [];
  let { first } = range;
  for (const gap of gaps) {
    if (gap.last < first || gap.first > range.last) continue;
    if (gap.first > first) left.push({ version, first, last: gap.first - 1n });
    first = gap.last + 1n;
  }
  return first <= range.last ? [...left, { version, first, last: range.last }] : left;
}

/** Addresses that no network outside knows. https://www.rfc-editor.org/rfc/rfc1918, https://www.rfc-editor.org/rfc/rfc4193 */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "fc00::/7"].flatMap(
  (cidr) => parseCidr(cidr) ?? [],
);

/** Of a block what others than one's own networks may have. */
export function publicPartOf(cidr: string): readonly AddressRange[] {
  const range = parseCidr(cidr);
  return range ? withoutRanges(range, PRIVATE) : [];
}

/** As many public addresses as no single owner has: a 256th of all, of IPv6 a 65,536th. */
const MANY = { 4: 1n << 24n, 6: 1n << 112n } as const;

/** Whether a block is for everybody, alone or as a piece of what is. */
export const isForEverybody = (cidr: string): boolean =>
  publicPartOf(cidr).some(({ version, first, last }) => last - first + 1n >= MANY[version]);

/** In their order, those that touch as one. */
function merged(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const all: AddressRange[] = [];
  for (const range of sorted) {
    const before = all.at(-1);
    if (!before || range.first > before.last + 1n) all.push(range);
    else if (range.last > before.last) all[all.length - 1] = { ...before, last: range.last };
  }
  return all;
}

function numberOf(address: string, version: 4 | 6): bigint {
  const parts = version === 4 ? address.split(".").map(Number) : groupsOf(address);
  const width = version === 4 ? 8n : 16n;
  return parts.reduce((sum, part) => (sum << width) | BigInt(part), 0n);
}

/** The eight groups of an IPv6 address, of which the last two may be written as one of IPv4, and a run of zeros as `::`. */
function groupsOf(address: string): readonly number[] {
  const plain = address.replace(/%.*$/, "").replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: readonly string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = [], tail = []] = plain.split("::").map((half) => half.split(":").filter(Boolean));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return [...head, ...zeros, ...tail].map((group) => parseInt(group, 16));
}
