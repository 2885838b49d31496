import type { Exposure } from "../../../policies/facts/container";
import { EVERY_ADDRESS } from "../../../policies/facts/place";
import { holdsAddress } from "../ranges";
import type { Ordering } from "./ordering";

/** A port on more addresses is another exposure; on fewer it is the same one. */
export function newExposures(before: readonly Exposure[], after: readonly Exposure[]): readonly Exposure[] {
  const known = addressesByPort(before);
  return after.filter((one) => !isOpen(known, one));
}

const isOpen = (known: ReadonlyMap<string, readonly string[]>, exposure: Exposure): boolean => {
  const addresses = known.get(portOf(exposure)) ?? [];
  return addresses.includes(exposure.address) || holdsAddress(addresses, exposure.address);
};

function addressesByPort(exposures: readonly Exposure[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const one of exposures) {
    const addresses = all.get(portOf(one));
    if (addresses) addresses.push(one.address);
    else all.set(portOf(one), [one.address]);
  }
  return all;
}

const portOf = ({ hostPort, port }: Exposure): string => `${hostPort ?? ""}:${port}`;

export const addressInWords = (address: string): string => (address === EVERY_ADDRESS ? "every address" : address);

export const exposures: Ordering<readonly Exposure[]> = {
  harmless: [],
  worse: (before, after) =>
    newExposures(before, after).map(
      ({ address, hostPort, port }) =>
        `publishes port ${port} on ${addressInWords(address)}, as port ${hostPort ?? "of the engine's choice"}`,
    ),
  isExposure: true,
};
