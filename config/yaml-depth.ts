import { Lexer, Parser } from "yaml";

/** Far more than settings have, and far less than the library has room for: a thousand brackets end the process. */
export const DEEPEST = 100;

/** Where a text is nested more deeply than that, as an offset; of what is written after it nothing is read. */
export function tooDeepAt(text: string): number | undefined {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // What is read of it is of no interest, but nothing is read unless somebody takes it.
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return parser.offset;
  }
  return undefined;
}
