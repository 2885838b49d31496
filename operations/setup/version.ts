/** A version number; a pre-release counts as older than its release, anything after `+` does not count. */
export interface Version {
  readonly numbers: readonly number[];
  readonly preRelease: boolean;
}

/** Reads "1.11.4", "go1.26", "20.10.24+dfsg1" or "v4.6.0-beta1"; nothing when there is no number in it. */
export function tryParseVersion(text: string): Version | undefined {
  const match = /(\d+(?:\.\d+)*)(-?[a-z][\w.]*)?/i.exec(text.split("+", 1)[0] ?? "");
  if (match?.[1] === undefined) return undefined;
  return { numbers: match[1].split(".").map(Number), preRelease: match[2] !== undefined };
}

/** True when `found` is `wanted` or newer; false as well when it is no version at all. */
export function isAtLeast(found: string, wanted: string): boolean {
  const [a, b] = [tryParseVersion(found), tryParseVersion(wanted)];
  return a !== undefined && b !== undefined && compare(a, b) >= 0;
}

/**
 * Terraform's `~> 4.6`: 4.6 or newer, below 5.
 * https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function isWithin(found: string, wanted: string): boolean {
  return isAtLeast(found, wanted) && tryParseVersion(found)?.numbers[0] === tryParseVersion(wanted)?.numbers[0];
}

function compare(a: Version, b: Version): number {
  for (let i = 0; i < Math.max(a.numbers.length, b.numbers.length); i++) {
    const difference = (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(b.preRelease) - Number(a.preRelease);
}
