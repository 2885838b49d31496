/** As the engine tells it in `docker info`: a range that is cut into subnets of `Size` bits. */
export interface AddressPool {
  readonly Base: string;
  readonly Size: number;
}

/** Of an engine that was told none. https://docs.docker.com/engine/network/#subnet-allocation */
const DEFAULT_POOLS: readonly AddressPool[] = [
  ...["172.17.0.0/16", "172.18.0.0/16", "172.19.0.0/16"].map((Base) => ({ Base, Size: 16 })),
  ...["172.20.0.0/14", "172.24.0.0/14", "172.28.0.0/14"].map((Base) => ({ Base, Size: 16 })),
  { Base: "192.168.0.0/16", Size: 20 },
];

export interface Room {
  readonly free: number;
  readonly total: number;
}

/** How many networks the pools hold, and how many more once these subnets are taken; subnets outside take no room. */
export function roomIn(pools: readonly AddressPool[] | undefined, taken: readonly string[]): Room {
  const ranges = taken.map(rangeOf).filter((range) => range !== undefined);
  const subnets = (pools?.length ? pools : DEFAULT_POOLS).flatMap(subnetsOf);
  const free = subnets.filter(([first, last]) => !ranges.some(([from, to]) => from <= last && to >= first));
  return { free: free.length, total: subnets.length };
}

type Range = readonly [first: number, last: number];

function subnetsOf({ Base, Size }: AddressPool): readonly Range[] {
  const range = rangeOf(Base);
  if (!range) return [];
  const [first, last] = range;
  const size = 2 ** (32 - Size);
  const count = Math.floor((last - first + 1) / size);
  return Array.from({ length: count }, (_, index) => [first + index * size, first + (index + 1) * size - 1] as const);
}

/** Addresses as numbers; undefined for IPv6, which comes from no pool here. */
function rangeOf(subnet: string): Range | undefined {
  const [, a, b, c, d, bits] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(subnet)?.map(Number) ?? [];
  if (a === undefined || b === undefined || c === undefined || d === undefined || bits === undefined) return undefined;
  const size = 2 ** (32 - bits);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const first = address - (address % size);
  return [first, first + size - 1];
}
