import { secretValuesAmong } from "../../policies/facts/arguments";
import { wordsOf } from "../../policies/facts/command-line";
import { secretValuesOf, secretsHeldBy } from "../../policies/facts/secrets";
import { REDACTED } from "../model";
import { mayBeShown } from "./attribute-names";

/** Without one of them no name, option or program gives a secret away. */
export const HINT = /pass|pw|secret|token|cred|key|auth|string|salt|cookie|curl|mongo|mysql|mariadb|-cli/i;

/** `password: x`, `PASSWORD = "x"`, `export TOKEN=x` in files of whatever kind. */
const LINE = /^[ \t]*(?:[#;]+[ \t]*)?(?:- |export |set )?["']?([\w.-]{1,100})["']?[ \t]*[:=][ \t]*(\S.*)$/gm;

/** So many that nothing is left to show. */
const MOST = 200;

/** Secrets that a text holds: by their form, as arguments of a command, as values of lines. */
export function secretsInText(text: string): readonly string[] {
  const held = secretsHeldBy(text);
  if (!HINT.test(text)) return held;
  const isScript = /\s/.test(text);
  return [...held, ...(isScript ? secretValuesAmong(wordsOf([text], true)) : []), ...secretsOfLines(text)];
}

/** Secrets among the words of a command. */
export const secretsInCommand = (words: readonly string[]): readonly string[] =>
  words.some((word) => HINT.test(word)) ? secretValuesAmong(wordsOf(words)) : [];

function secretsOfLines(text: string): readonly string[] {
  if (!/\n|^[#;]/.test(text)) return [];
  return [...text.matchAll(LINE)].flatMap(([, name, said]) => {
    const value = said!
      .trim()
      .replace(/,$/, "")
      .replace(/^(["'])(.*)\1$/, "$2");
    return mayBeShown(value) || /^[[{|>&*]/.test(value) ? [] : secretValuesOf(name!, value);
  });
}

/** The text without these; nothing of it is left where one cannot be found as it was read. */
export function without(text: string, secrets: readonly string[]): string {
  const all = [...new Set(secrets)].filter((one) => one !== "" && !REDACTED.includes(one));
  if (all.length > MOST) return REDACTED;
  all.sort((a, b) => b.length - a.length);
  let shown = text;
  for (const secret of all) {
    if (!text.includes(secret)) return REDACTED;
    shown = shown
      .split(REDACTED)
      .map((part) => withoutOne(part, secret))
      .join(REDACTED);
  }
  return shown;
}

/** A short one is part of many words: it is hidden where it stands by itself, unless it never does. */
function withoutOne(text: string, secret: string): string {
  if (secret.length >= 8) return text.replaceAll(secret, REDACTED);
  const alone = new RegExp(`(?<![A-Za-z0-9])${secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![A-Za-z0-9])`, "g");
  const shown = text.replace(alone, REDACTED);
  return shown === text ? text.replaceAll(secret, REDACTED) : shown;
}
