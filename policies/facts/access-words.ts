import type { Words } from "./access-statement";

/** Whether words of a policy mean an action: `iam:Pass*` means `iam:PassRole`. All of it in lower case. */
export const holds = ({ isNot, words }: Words, action: string): boolean =>
  isNot !== words.some((word) => matches(word, action));

/**
 * Whether a pattern holds all that a text stands for, in which wildcards stand for themselves. After each `*` the first place
 * that fits is the best, so that no way is tried twice.
 */
export function matches(pattern: string, text: string): boolean {
  if (pattern === text || pattern === "*") return true;
  let [at, in_, star, mark] = [0, 0, -1, 0];
  while (in_ < text.length) {
    const isOne = pattern[at] === "?" && text[in_] !== "*";
    if (pattern[at] !== "*" && (isOne || pattern[at] === text[in_])) [at, in_] = [at + 1, in_ + 1];
    else if (pattern[at] === "*") [star, mark, at] = [at, in_, at + 1];
    else if (star >= 0) [at, mark, in_] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}
