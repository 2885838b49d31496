/**
 * Whether a constraint ends somewhere: `1.2.3`, `~> 4.6`, `>= 1, < 2`, `^1.2`, a commit. `>= 1`, `*`, `main` and nothing
 * take whatever is the newest on the day.
 * https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function isBounded(constraint: string): boolean {
  const alternatives = constraint.replace(/([<>=~^!])\s+/g, "$1").split("||");
  return alternatives.every((one) => one.split(/[,\s]+/).some(ends));
}

/** A bound from above, or all of a version. */
const ends = (part: string): boolean =>
  /^(=|~>|~|\^|<=?)?v?\d+(\.(\d+|[xX*]))*([-+][\w.+-]+)?$/.test(part) || /^(sha256:)?[0-9a-f]{40,64}$/.test(part);
