import { openArguments } from "../../../policies/facts/open-doors";
import { worseAlerts } from "./alertmanager";
import { worseProxy } from "./haproxy";
import { worseAuthentication } from "./pg-hba";
import { worseUsers } from "./redis-acl";

/** What of a file is worse than before, in words. */
export interface FileWord {
  readonly text: string;
  readonly isExposure: boolean;
}

export type FileOrder = (before: string, after: string) => readonly FileWord[];

/** By the names that the programs themselves give their files. */
const BY_NAME: readonly (readonly [name: RegExp, order: FileOrder])[] = [
  [/(^|\/)pg_hba[\w.-]*$/, worseAuthentication],
  [/(^|\/)haproxy[\w.-]*\.cfg$/, worseProxy],
  [/(^|\/)alertmanager[\w.-]*\.ya?ml$/, worseAlerts],
];

/** Users of Redis, in a file of their own or in a script that writes it. */
const HAS_USERS = /(^|['"\s])user \S{1,200} (on|off)\b/;

/** What is read of a file: users, routes, doors; of all others the words that open a door by themselves. */
export function orderOf(target: string, text: string): FileOrder {
  const byName = BY_NAME.find(([name]) => name.test(target))?.[1];
  return byName ?? (HAS_USERS.test(text) ? worseUsers : worseDoors);
}

const worseDoors: FileOrder = (before, after) => {
  const known = new Set(openArguments(wordsOf(before)));
  return openArguments(wordsOf(after))
    .filter((word) => !known.has(word))
    .map((word) => ({ text: `lets in whoever asks: ${word}`, isExposure: true }));
};

const wordsOf = (text: string): readonly string[] =>
  text
    .split("\n")
    .filter((line) => !/^\s*#/.test(line))
    .flatMap((line) => line.trim().split(/\s+/));
