import { holdsSecret, looksLikeSecret, namesSecret, standsForValue } from "./secrets";

/** Options of one letter that take a secret, by the program that they are of. */
const SHORT: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [/^(redis|valkey|keydb)-cli$/, /^-a$/],
  [/^curl$/, /^(-u|--user)$/],
  [/^(mongosh?|sshpass)$/, /^-p$/],
];

/** `-psecret`, in one word. */
const GLUED: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [/^(mysql|mariadb)(admin|dump|check|show)?$|^mysql(d|import)$/, /^-p(.+)$/],
  [/^(redis|valkey|keydb)-cli$/, /^-a(.+)$/],
  [/^sshpass$/, /^-p(.+)$/],
];

const HEADER =
  /^['"]?(?:proxy-)?(?:authorization|x-[a-z-]*(?:token|key|auth)[a-z-]*):\s*(?:bearer |basic |token )?(.*)$/i;

/** What names a secret that the words of a command hold in clear text: the option, the variable, the header. Never the secret. */
export function secretsAmong(words: readonly string[]): readonly string[] {
  const found = words.map((word, at) => secretAt(words, word, at)).filter((name) => name !== undefined);
  return [...new Set(found)];
}

function secretAt(words: readonly string[], word: string, at: number): string | undefined {
  const [, header, said] = /^([^:]{1,100}):(.*)$/s.exec(word) ?? [];
  if (header !== undefined && said !== undefined && HEADER.test(word.slice(0, 2000))) {
    const [, value = ""] = HEADER.exec(word.slice(0, 2000))!;
    return standsForValue(value.replace(/['"]$/, "")) ? undefined : `the header ${header}`;
  }
  return (
    assignedAt(word) ?? followedAt(words, at) ?? shortAt(words, at) ?? (holdsSecret(word) ? "a word of it" : undefined)
  );
}

/** `--password=x`, `PGPASSWORD=x`. */
function assignedAt(word: string): string | undefined {
  const [, name, value] = /^([A-Za-z_-][\w.-]{0,100})=(.*)$/s.exec(word) ?? [];
  return name !== undefined && looksLikeSecret(name, value!) ? name : undefined;
}

/** `--password x`. Without dashes only where the word is an option of one program: `requirepass x`. */
function followedAt(words: readonly string[], at: number): string | undefined {
  const [word, next] = [words[at]!, words[at + 1]];
  const isOption = /^--?[A-Za-z][\w.-]{1,100}$/.test(word) || /^(requirepass|masterauth)$/.test(word);
  const isSecret =
    isOption && next !== undefined && !next.startsWith("-") && namesSecret(word) && !standsForValue(next);
  return isSecret ? word : undefined;
}

function shortAt(words: readonly string[], at: number): string | undefined {
  const word = words[at]!;
  if (!/^-(-user$|[a-z])/.test(word)) return undefined;
  const program = programOf(words, at);
  const next = words[at + 1];
  const isShort = SHORT.some(([by, option]) => by.test(program) && option.test(word));
  if (isShort && next !== undefined && !standsForValue(passwordOf(word, next))) return `${word} of ${program}`;
  const glued = GLUED.flatMap(([by, option]) => (by.test(program) ? [option.exec(word)?.[1]] : []));
  return glued.some((value) => value !== undefined && !standsForValue(value))
    ? `${word.slice(0, 2)} of ${program}`
    : undefined;
}

/** Of `user:password` the password; a user alone is asked for it. */
const passwordOf = (option: string, value: string): string =>
  /^(-u|--user)$/.test(option) ? value.slice(value.indexOf(":") + 1 || value.length) : value;

/** The last word before an option that is none, without its folder. */
function programOf(words: readonly string[], at: number): string {
  const known = words.slice(Math.max(0, at - 20), at).findLast((word) => PROGRAM.test(word));
  return known?.split("/").at(-1) ?? "";
}

const PROGRAM =
  /(^|\/)((redis|valkey|keydb)-cli|curl|mongosh?|sshpass|(mysql|mariadb)(admin|dump|check|show|import|d)?)$/;
