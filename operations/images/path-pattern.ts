/**
 * Whether a path lies at or below one of the patterns. Both are relative, without a leading slash; `*` stands for any part of
 * one name, never for a slash.
 */
export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const expression = new RegExp(`^(?:${patterns.map(source).join("|")})(?:/|$)`);
  return (path) => expression.test(path);
}

const source = (pattern: string): string => pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*");
