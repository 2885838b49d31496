import { type CST, Lexer, type LineCounter, Parser } from "yaml";

/** Far more than anything has that somebody wrote, and far less than the composer, which calls itself, has room for. */
export const DEEPEST_YAML = 200;

/**
 * What `parse` of the parser does; but a thousand brackets within each other end the process, not only the composer.
 *
 * @param tooDeep what is thrown for a text that is nested too deeply
 */
export function* yamlTokens(
  text: string,
  lines: LineCounter,
  tooDeep: (line: number) => Error,
): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > DEEPEST_YAML) throw tooDeep(lines.linePos(parser.offset).line);
  }
  yield* parser.end();
}
