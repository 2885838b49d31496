/** One command of a script, and what joins it to the next. */
export interface Step {
  readonly words: readonly string[];
  /** What follows it: `;` also for the end of a line, and nothing at the end. */
  readonly then: ";" | "&&" | "||" | "|" | "&" | "";
}

const SHELLS = /^(.*\/)?(ba|da|a|z|k)?sh$/;

/** What a command runs: the steps of a shell's script, or itself as the only step. */
export function stepsOf(command: readonly string[], isScript = false): readonly Step[] {
  const script = isScript ? command.join(" ") : scriptOf(command);
  return script === undefined ? [{ words: command, then: "" }] : stepsOfScript(withoutGroup(script));
}

/** A group around all of a script ends as the script does. */
function withoutGroup(script: string): string {
  const text = script.trim();
  const [open, close] = text.startsWith("{") ? ["{", "}"] : ["(", ")"];
  const isWhole = text.startsWith(open) && text.indexOf(close) === text.length - 1 && text.lastIndexOf(open) === 0;
  return isWhole ? text.slice(1, -1) : script;
}

/** Every word of a command, those of a script among them. */
export const wordsOf = (command: readonly string[], isScript = false): readonly string[] =>
  stepsOf(command, isScript).flatMap(({ words }) => words.flatMap(parted));

/** Redis takes an option with its value as one word, too: `--requirepass x`. */
const parted = (word: string): readonly string[] => (/^--[\w.-]{1,100} /.test(word) ? word.split(/\s+/) : [word]);

/** `sh -c SCRIPT`, `bash -ec SCRIPT`, `exec sh -c …` and through busybox. */
function scriptOf(command: readonly string[]): string | undefined {
  const shell = command.slice(0, 3).findIndex((word) => SHELLS.test(word));
  if (shell < 0) return undefined;
  const option = command.findIndex((word, at) => at > shell && /^-[a-z]*c[a-z]*$/.test(word));
  return option < 0 ? undefined : command[option + 1];
}

const OPERATORS = ["&&", "||", "|&", ";", "\n", "|", "&"] as const;

/**
 * Splits a script at what joins its commands, with quotes and substitutions kept whole. No shell's grammar: of `if`, loops
 * and groups the words are right, the steps are not. One pass, however long it is.
 */
function stepsOfScript(script: string): readonly Step[] {
  const steps: Step[] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  for (let at = 0; at < script.length;) {
    const piece = pieceAt(script, at);
    at += piece.length;
    if (piece.kind === "text") word = (word ?? "") + piece.text;
    else endWord();
    if (piece.kind !== "joint") continue;
    if (words.length > 0) steps.push({ words, then: piece.joint });
    words = [];
  }
  endWord();
  return words.length > 0 ? [...steps, { words, then: "" }] : steps;
}

type Piece =
  | { readonly kind: "text"; readonly text: string; readonly length: number }
  | { readonly kind: "blank"; readonly length: number }
  | { readonly kind: "joint"; readonly joint: Step["then"]; readonly length: number };

function pieceAt(script: string, at: number): Piece {
  const char = script[at]!;
  if (char === " " || char === "\t" || char === "\r") return { kind: "blank", length: 1 };
  if (script.startsWith("\\\n", at)) return { kind: "blank", length: 2 };
  if (char === "\\") return { kind: "text", text: script[at + 1] ?? "", length: 2 };
  if (char === "'" || char === '"') return quotedAt(script, at, char);
  if (script.startsWith("$(", at)) return substitutionAt(script, at);
  // `2>&1` and `&>file` join nothing.
  if (char === "&" && (script[at - 1] === ">" || script[at + 1] === ">"))
    return { kind: "text", text: char, length: 1 };
  const joint = OPERATORS.find((operator) => script.startsWith(operator, at));
  if (joint === undefined) return { kind: "text", text: char, length: 1 };
  const meaning = joint === "\n" ? ";" : joint === "|&" ? "|" : joint;
  return { kind: "joint", joint: meaning, length: joint.length };
}

function quotedAt(script: string, at: number, quote: string): Piece {
  let end = at + 1;
  while (end < script.length && script[end] !== quote) end += quote === '"' && script[end] === "\\" ? 2 : 1;
  return { kind: "text", text: script.slice(at + 1, end), length: end + 1 - at };
}

/** To the parenthesis that closes it, quotes inside or not. */
function substitutionAt(script: string, at: number): Piece {
  let depth = 0;
  let end = at + 1;
  do {
    if (script[end] === "(") depth += 1;
    if (script[end] === ")") depth -= 1;
    end += 1;
  } while (end < script.length && depth > 0);
  return { kind: "text", text: script.slice(at, end), length: end - at };
}
