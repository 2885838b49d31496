import { posix } from "node:path";

/** A path by one spelling: `/var/run//docker.sock/` is `/var/run/docker.sock`, `\\.\pipe\x` of Windows is `/pipe/x`. */
export const normalizedPath = (path: string): string =>
  posix.normalize(path.startsWith("\\") ? path.replaceAll("\\", "/") : path).replace(/(?<=.)\/$/, "");

export const EVERY_ADDRESS = "0.0.0.0";

/** Nothing, `0.0.0.0`, `::` and their spellings all mean every address. */
export const boundAddress = (address: string): string =>
  /^[0:.[\]]*(ffff:[0:.\]]+)?$/i.test(address) ? EVERY_ADDRESS : address.toLowerCase();
