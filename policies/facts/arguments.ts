import { wordsOf } from "./command-line";
import { holdsSecret, looksLikeSecret, namesSecret, secretValuesOf, secretsHeldBy, standsForValue } from "./secrets";

/** What images and runtimes take as words of a command: `REDIS_ARGS`, `JAVA_OPTS`. */
const HOLDS_WORDS = /(^|_)(ARGS|ARGUMENTS|OPTS|OPTIONS|FLAGS|COMMAND|CMD)$/i;

/** The words of a variable that holds those of a command. */
export const wordsOfVariable = (name: string, value: string): readonly string[] =>
  HOLDS_WORDS.test(name) ? wordsOf([value], true) : [];

/** The names of variables that hold a secret in clear text, in their order. */
export const secretVariables = (variables: ReadonlyMap<string, string>): readonly string[] =>
  [...variables]
    .filter(([name, value]) => looksLikeSecret(name, value) || secretsAmong(wordsOfVariable(name, value)).length > 0)
    .map(([name]) => name);

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

interface Found {
  /** What names it: the option, the variable, the header. */
  readonly name: string;
  readonly secrets: readonly string[];
}

/** What names a secret that the words of a command hold in clear text: the option, the variable, the header. Never the secret. */
export const secretsAmong = (words: readonly string[]): readonly string[] => [
  ...new Set(foundAmong(words).map(({ name }) => name)),
];

/** The secrets themselves, for those who must not show them. */
export const secretValuesAmong = (words: readonly string[]): readonly string[] => [
  ...new Set(foundAmong(words).flatMap(({ secrets }) => secrets)),
];

const foundAmong = (words: readonly string[]): readonly Found[] =>
  words.map((word, at) => secretAt(words, word, at)).filter((one) => one !== undefined);

function secretAt(words: readonly string[], word: string, at: number): Found | undefined {
  const [, header, said] = /^([^:]{1,100}):(.*)$/s.exec(word) ?? [];
  if (header !== undefined && said !== undefined && HEADER.test(word.slice(0, 2000))) {
    const [, value = ""] = HEADER.exec(word.slice(0, 2000))!;
    const secret = value.replace(/['"]$/, "");
    return standsForValue(secret) ? undefined : { name: `the header ${header}`, secrets: [secret] };
  }
  return assignedAt(word) ?? followedAt(words, at) ?? shortAt(words, at) ?? aclAt(words, at) ?? heldBy(word);
}

/** A rule looks as closely as it always has; what is taken out may be more. */
const heldBy = (word: string): Found | undefined =>
  holdsSecret(word) ? { name: "a word of it", secrets: secretsHeldBy(word) } : undefined;

/** `--password=x`, `PGPASSWORD=x`. */
function assignedAt(word: string): Found | undefined {
  const [, name, value] = /^([A-Za-z_-][\w.-]{0,100})=(.*)$/s.exec(word) ?? [];
  if (name === undefined || !looksLikeSecret(name, value!)) return undefined;
  return { name, secrets: secretValuesOf(name, value!) };
}

/** `--password x`. Without dashes only where the word is an option of one program: `requirepass x`. */
function followedAt(words: readonly string[], at: number): Found | undefined {
  const [word, next] = [words[at]!, words[at + 1]];
  const isOption = /^--?[A-Za-z][\w.-]{1,100}$/.test(word) || /^(requirepass|masterauth)$/.test(word);
  const isSecret =
    isOption && next !== undefined && !next.startsWith("-") && namesSecret(word) && !standsForValue(next);
  return isSecret ? { name: word, secrets: [next] } : undefined;
}

function shortAt(words: readonly string[], at: number): Found | undefined {
  const word = words[at]!;
  if (!/^-(-user$|[a-z])/.test(word)) return undefined;
  const program = programOf(words, at);
  const next = words[at + 1];
  const isShort = SHORT.some(([by, option]) => by.test(program) && option.test(word));
  if (isShort && next !== undefined && !standsForValue(passwordOf(word, next)))
    return { name: `${word} of ${program}`, secrets: [passwordOf(word, next)] };
  const glued = GLUED.flatMap(([by, option]) => (by.test(program) ? [option.exec(word)?.[1]] : []));
  const secrets = glued.filter((value) => value !== undefined && !standsForValue(value)) as readonly string[];
  return secrets.length > 0 ? { name: `${word.slice(0, 2)} of ${program}`, secrets } : undefined;
}

/** `--user shop on >password ~*`, as Redis lists its users. */
function aclAt(words: readonly string[], at: number): Found | undefined {
  const secret = words[at]!.startsWith(">") ? words[at]!.slice(1) : "";
  if (standsForValue(secret)) return undefined;
  const before = words.slice(Math.max(0, at - 10), at);
  const option = before.findLast((word) => /^(--user|user|setuser)$/i.test(word));
  return option === undefined || !before.includes("on")
    ? undefined
    : { name: `the password behind ${option}`, secrets: [secret] };
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
