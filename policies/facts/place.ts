import { posix } from "node:path";

/** A path by one spelling: `/var/run//docker.sock/` and `/var/run/docker.sock` are the same. */
export const normalizedPath = (path: string): string => posix.normalize(path).replace(/(?<=.)\/$/, "");

export const EVERY_ADDRESS = "0.0.0.0";

/** Nothing, `0.0.0.0`, `::` and their spellings all mean every address. */
export const boundAddress = (address: string): string =>
  /^[0:.[\]]*$/.test(address) ? EVERY_ADDRESS : address.toLowerCase();
