/** A text with a variable that only the machine that runs it can tell. */
export class Unresolved {
  /** @param text has HOLE where nobody knows what it says */
  constructor(readonly text: string) {}
}

export const HOLE = "\0";

/** More than any engine takes, and less than what patterns of rules would need too long for. */
export const LONGEST_TEXT = 1_000_000;

/** What variables stand for, where that is known. */
export interface Variables {
  get(name: string): string | Unresolved | undefined;
}

const NOTHING: Variables = { get: () => undefined };

const TOKEN = /\$\$|\$\{([_a-z][_a-z0-9]*)(?:(:?[-?+])|\})|\$([_a-z][_a-z0-9]*)|\}|[^$}]+|\$(?!\{)/gimy;

interface Part {
  /** What it is about; undefined for the text as a whole. */
  readonly name: string | undefined;
  readonly operator: string;
  text: string;
  isResolved: boolean;
}

/**
 * A text with its variables replaced by what is known of them, or by their defaults; never by what the machine's
 * environment says. Undefined for a text that is none. https://docs.docker.com/reference/compose-file/interpolation/
 */
export function interpolated(text: string, variables: Variables = NOTHING): string | Unresolved | undefined {
  if (!text.includes("$")) return text;
  const parts: Part[] = [{ name: undefined, operator: "", text: "", isResolved: true }];
  let length = 0;
  for (const [token, braced, operator, bare] of text.matchAll(TOKEN)) {
    length += token.length;
    if (operator !== undefined) parts.push({ name: braced, operator, text: "", isResolved: true });
    else if (token === "}" && parts.length > 1) close(parts, variables);
    else add(parts.at(-1)!, token === "$$" ? "$" : token, braced ?? bare, variables);
  }
  const [whole] = parts;
  if (length < text.length || parts.length > 1) return undefined;
  // Variables of variables could make of a line more than any memory holds.
  if (whole!.text.length > LONGEST_TEXT) return new Unresolved(HOLE);
  return whole!.isResolved ? whole!.text : new Unresolved(whole!.text);
}

function add(part: Part, token: string, name: string | undefined, variables: Variables): void {
  const value = name === undefined ? token : variables.get(name);
  const isKnown = typeof value === "string";
  part.text += isKnown ? value : HOLE;
  part.isResolved &&= isKnown;
}

/** `${NAME:-text}` and its like: with the colon an empty value is as good as none. */
function close(parts: Part[], variables: Variables): void {
  const { name, operator, ...inner } = parts.pop()!;
  const outer = parts.at(-1)!;
  const value = variables.get(name!);
  const isEmpty = operator.startsWith(":") && value === "";
  const said = value instanceof Unresolved ? undefined : choose(operator, isEmpty ? undefined : value, inner);
  outer.text += said?.text ?? HOLE;
  outer.isResolved &&= said?.isResolved ?? false;
}

type Said = Pick<Part, "text" | "isResolved">;

/** Undefined where whoever runs it decides. */
function choose(operator: string, value: string | undefined, inner: Said): Said | undefined {
  if (operator.endsWith("+")) return value === undefined ? undefined : inner;
  if (value !== undefined) return { text: value, isResolved: true };
  return operator.endsWith("-") ? inner : undefined;
}
