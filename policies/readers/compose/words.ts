/** A command line as words, quoted as in a shell, without its variables; undefined when a quote does not end. */
export function shellWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let isOpen = false;
  for (let at = 0; at < line.length;) {
    const space = matchAt(SPACE, line, at);
    if (space !== undefined) {
      at += space.length;
      isOpen = false;
      continue;
    }
    const piece = pieceAt(line, at);
    if (!piece) return undefined;
    if (!isOpen) words.push("");
    words.push(words.pop()! + piece.text);
    isOpen = true;
    at = piece.end;
  }
  return words;
}

const SPACE = /\s+/y;
const PLAIN = /[^\s'"\\]+/y;

interface Piece {
  readonly text: string;
  readonly end: number;
}

function pieceAt(line: string, at: number): Piece | undefined {
  const first = line[at]!;
  if (first === "'" || first === '"') return quotedAt(line, at);
  if (first === "\\") return at + 1 < line.length ? { text: line[at + 1]!, end: at + 2 } : undefined;
  const text = matchAt(PLAIN, line, at)!;
  return { text, end: at + text.length };
}

/**
 * What stands in quotes, without them: in single ones as it is, in double ones a backslash takes the meaning of what follows.
 * A pattern with a choice for each character would need memory for each.
 *
 * @param escaped what a backslash and a character mean
 */
export function quotedAt(
  line: string,
  at: number,
  escaped: ((character: string) => string) | undefined = line[at] === "'" ? undefined : (character) => character,
): Piece | undefined {
  const quote = line[at];
  const parts: string[] = [];
  const plain = escaped ? (quote === "'" ? /[^'\\]*/y : /[^"\\]*/y) : /[^']*/y;
  for (let end = at + 1; ;) {
    const text = matchAt(plain, line, end)!;
    parts.push(text);
    end += text.length;
    if (end >= line.length) return undefined;
    if (line[end] === quote) return { text: parts.join(""), end: end + 1 };
    if (end + 1 >= line.length) return undefined;
    parts.push(escaped!(line[end + 1]!));
    end += 2;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
