import { interpolated, Unresolved, type Variables } from "./interpolation";
import { notEnvFile } from "./errors";
import { quotedAt } from "./words";

/** A key, up to what parts it from its value; a key alone has the value of whoever runs Compose. */
const KEY = /(?:#[^\n]*|(?:export[^\S\n]+)?([\p{L}\p{N}_.\-[\]]+)[^\S\n]*([=:]|(?=\n|$))[^\S\n]*)/uy;

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "\\": "\\", '"': '"', $: "$$" },
};

/**
 * What a file of variables says, with what is known of the variables in it.
 * https://docs.docker.com/reference/compose-file/services/#env_file-format
 *
 * @throws UnreadableSource for what Compose does not take either; its lines are never shown, for they hold secrets
 */
export function parseEnvFile(text: string, file: string, known: Variables): ReadonlyMap<string, string | Unresolved> {
  const said = new Map<string, string | Unresolved>();
  const lookUp: Variables = { get: (name) => known.get(name) ?? said.get(name) };
  let at = 0;
  const refuse = (): Error => notEnvFile({ file, line: text.slice(0, at).split("\n").length });
  for (;;) {
    at = afterSpace(text, at);
    if (at === text.length) return said;
    KEY.lastIndex = at;
    const match = KEY.exec(text);
    if (!match) throw refuse();
    const [{ length }, key, sign] = match;
    at += length;
    if (key === undefined) continue;
    if (sign === "") {
      said.set(key, known.get(key) ?? new Unresolved(""));
      continue;
    }
    const value = valueAt(text, at);
    const resolved = value && (value.isLiteral ? value.text : interpolated(value.text, lookUp));
    if (!value || resolved === undefined) throw refuse();
    said.set(key, resolved);
    at = value.end;
  }
}

function afterSpace(text: string, at: number): number {
  const space = /\s*/y;
  space.lastIndex = at;
  return at + space.exec(text)![0].length;
}

interface Value {
  readonly text: string;
  readonly isLiteral: boolean;
  readonly end: number;
}

/** Undefined for a quote that does not end. */
function valueAt(text: string, at: number): Value | undefined {
  const quote = text[at];
  if (quote !== "'" && quote !== '"') {
    const line = /[^\n]*/y;
    line.lastIndex = at;
    const [said] = line.exec(text)!;
    return { text: said.split(" #", 1)[0]!.trimEnd(), isLiteral: false, end: at + said.length };
  }
  const isLiteral = quote === "'";
  const found = quotedAt(text, at, isLiteral ? literal : escaped);
  return found && { ...found, isLiteral };
}

/** A backslash takes the meaning of the quote alone. */
const literal = (character: string): string => (character === "'" ? "'" : `\\${character}`);

const escaped = (character: string): string => ESCAPES[character] ?? `\\${character}`;
