import { xmlText } from "../../text/escape";

/** Text that is HTML already: made by `markup` alone. */
export class Markup {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

type Piece = string | number | Markup | readonly Markup[];

/** Whatever is put into it is escaped, but for what `markup` made before. */
export const markup = (strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup =>
  new Markup(strings.reduce((all, string, at) => `${all}${written(pieces[at - 1]!)}${string}`));

function written(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (typeof piece === "object") return piece.map(({ text }) => text).join("");
  return xmlText(String(piece));
}

export const NOTHING = new Markup("");

/** Several lines of a stranger, each made harmless by itself. */
export const lines = (text: string): Markup =>
  new Markup(
    text
      .split(/\r?\n/)
      .map((line) => xmlText(line))
      .join("\n"),
  );
