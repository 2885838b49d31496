/** A command line as words, quoted as in a shell, without its variables; undefined when a quote does not end. */
export function shellWords(line: string): readonly string[] | undefined {
  const pieces = [...line.matchAll(PIECE)];
  const read = pieces.reduce((length, [piece]) => length + piece.length, 0);
  if (read < line.length) return undefined;
  const words: string[] = [];
  let isOpen = false;
  for (const [piece, single, double] of pieces) {
    const isSpace = /^\s/.test(piece);
    if (!isSpace && !isOpen) words.push("");
    if (!isSpace) words.push(words.pop()! + (single ?? (double ?? piece).replace(/\\(.)/gs, "$1")));
    isOpen = !isSpace;
  }
  return words;
}

const PIECE = /\s+|'([^']*)'|"((?:[^"\\]|\\.)*)"|(?:[^\s'"\\]|\\.)+/gsy;
