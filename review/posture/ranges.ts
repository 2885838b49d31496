import { parseCidr, withoutRanges, type AddressRange } from "../../policies/facts/cidr";

const EVERYWHERE: ReadonlySet<string> = new Set(["*", "all", "0.0.0.0"]);

/** Addresses as ranges, by whatever spelling; `all`, `*` and `0.0.0.0` are everywhere. Undefined for a name. */
export function rangesOf(address: string): readonly AddressRange[] | undefined {
  const ranges = (EVERYWHERE.has(address) ? ["0.0.0.0/0", "::/0"] : [address]).map(parseCidr);
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}

/** Whether some addresses hold all of another one: two halves of the world are the world. Names hold only themselves. */
export function holdsAddress(addresses: readonly string[], wanted: string): boolean {
  const ranges = rangesOf(wanted);
  if (!ranges) return addresses.includes(wanted);
  const known = addresses.flatMap((address) => rangesOf(address) ?? []);
  return ranges.every((range) => withoutRanges(range, known).length === 0);
}
