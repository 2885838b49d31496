/** A value with a variable that only the machine that runs it can tell. */
export const UNRESOLVED: unique symbol = Symbol("unresolved");

const TOKEN = /\$\$|\$\{(?:[_a-z][_a-z0-9]*)(?:(:?[-?+])|\})|\$[_a-z][_a-z0-9]*|\}|[^$}]+|\$(?!\{)/gimy;

interface Part {
  text: string;
  resolved: boolean;
  /** `:-d` and `-d` stand for d when nobody has set the variable. */
  readonly isDefault: boolean;
}

/**
 * A text with its variables replaced by their defaults; never by what the machine's environment says. Undefined for a
 * text that is none. https://docs.docker.com/reference/compose-file/interpolation/
 */
export function interpolated(text: string): string | typeof UNRESOLVED | undefined {
  if (!text.includes("$")) return text;
  const parts: Part[] = [{ text: "", resolved: true, isDefault: true }];
  let length = 0;
  for (const [token, operator] of text.matchAll(TOKEN)) {
    length += token.length;
    if (operator !== undefined) parts.push({ text: "", resolved: true, isDefault: operator.endsWith("-") });
    else if (token === "}" && parts.length > 1) join(parts);
    else add(parts.at(-1)!, token);
  }
  const [whole] = parts;
  if (length < text.length || parts.length > 1) return undefined;
  return whole!.resolved ? whole!.text : UNRESOLVED;
}

function add(part: Part, token: string): void {
  if (token === "$$") part.text += "$";
  else if (token.startsWith("$") && token.length > 1) part.resolved = false;
  else part.text += token;
}

function join(parts: Part[]): void {
  const { text, resolved, isDefault } = parts.pop()!;
  const outer = parts.at(-1)!;
  outer.text += text;
  outer.resolved &&= resolved && isDefault;
}
