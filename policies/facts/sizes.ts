const UNITS = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4, p: 1024 ** 5 } as const;

/**
 * `512m`, `1.5g`, `1 GiB`, `-1` in bytes; undefined for what is no size.
 * https://pkg.go.dev/github.com/docker/go-units#RAMInBytes
 */
export function bytesOf(text: string): number | undefined {
  if (text === "-1") return -1;
  const [, amount, unit] = /^(\d+(?:\.\d*)?) ?([kmgtp]?)(?:i?b)?$/i.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  return Math.floor(Number(amount) * UNITS[unit.toLowerCase() as keyof typeof UNITS]);
}
