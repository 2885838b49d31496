import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** In GitHub's order: the first that is there is the only one. */
const PLACES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;

/** Who owns a file of a project: people as `@login`, teams as `@org/team`, and addresses. */
export type CodeOwners = (path: string) => readonly string[];

/**
 * What a project's CODEOWNERS says, with GitHub's rules: the last line that matches wins, also one that names nobody.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export function codeOwnersOf(root: string): CodeOwners {
  const file = PLACES.map((place) => join(root, place)).find(existsSync);
  return file === undefined ? () => [] : codeOwners(readFileSync(file, "utf8"));
}

export function codeOwners(text: string): CodeOwners {
  const rules = text.split(/\r?\n/).flatMap((line) => {
    const [pattern, ...owners] = line
      .replace(/(^|\s)#.*$/, "")
      .trim()
      .split(/\s+/);
    return pattern ? [{ matches: matcher(pattern), owners }] : [];
  });
  return (path) => rules.findLast(({ matches }) => matches(path))?.owners ?? [];
}

/** As `.gitignore` has them, but that `docs/*` means no folders below. What GitHub leaves out (`!`, `[`) matches nothing. */
function matcher(pattern: string): (path: string) => boolean {
  if (/^!|[[\]]/.test(pattern)) return () => false;
  const isAnchored = pattern.replace(/\/$/, "").includes("/");
  const body = pattern
    .replace(/^\//, "")
    .replace(/\/$/, "")
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/(?<=^|\/)\*\*\/|\/\*\*$|\*+|\?/g, (wildcard) => WILDCARDS[wildcard] ?? "[^/]*");
  const below = pattern.endsWith("/") ? "/.+" : pattern.endsWith("/*") ? "" : "(?:/.+)?";
  const expression = new RegExp(`^${isAnchored ? "" : "(?:.*/)?"}${body}${below}$`);
  return (path) => expression.test(path);
}

const WILDCARDS: Readonly<Record<string, string>> = { "**/": "(?:.*/)?", "/**": "/.*", "?": "[^/]" };
