/** What expressions may name: `github`, `env`, `needs` … */
export type Contexts = Readonly<Record<string, unknown>>;

/** Functions of expressions, as far as our workflows call any; the first argument is the contexts. */
export type Functions = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

const TOKEN = /\s*('(?:[^']|'')*'|&&|\|\||==|!=|[!(),]|\d+|[\w-]+(?:\.[\w-]+)*)/y;

/**
 * The few forms of GitHub's expressions that our workflows use; any other one is an error, so that nothing is taken for true.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
class Expression {
  private readonly tokens: string[] = [];

  constructor(
    private readonly text: string,
    private readonly contexts: Contexts,
    private readonly functions: Functions,
  ) {
    TOKEN.lastIndex = 0;
    for (let end = 0; text.slice(end).trim() !== ""; end = TOKEN.lastIndex) {
      TOKEN.lastIndex = end;
      const token = TOKEN.exec(text)?.[1];
      if (token === undefined) throw new Error(`cannot read the expression: ${text}`);
      this.tokens.push(token);
    }
  }

  value(): unknown {
    const value = this.either();
    if (this.tokens.length > 0) throw new Error(`cannot read the rest '${this.tokens.join(" ")}' of: ${this.text}`);
    return value;
  }

  private either(): unknown {
    let value = this.both();
    while (this.takes("||")) {
      const right = this.both();
      value = isTrue(value) ? value : right;
    }
    return value;
  }

  private both(): unknown {
    let value = this.equality();
    while (this.takes("&&")) {
      const right = this.equality();
      value = isTrue(value) ? right : value;
    }
    return value;
  }

  private equality(): unknown {
    const left = this.single();
    if (this.takes("==")) return same(left, this.single());
    if (this.takes("!=")) return !same(left, this.single());
    return left;
  }

  private single(): unknown {
    if (this.takes("!")) return !isTrue(this.single());
    if (this.takes("(")) return this.until(")")[0];
    const token = this.tokens.shift() ?? "";
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (/^\d+$/.test(token)) return Number(token);
    if (token === "true" || token === "false") return token === "true";
    if (this.takes("(")) return this.called(token, this.until(")"));
    const [context = "", ...path] = token.split(".");
    if (!(context in this.contexts)) throw new Error(`no context is called '${context}': ${this.text}`);
    return path.reduce<unknown>((at, key) => (at as Contexts | undefined)?.[key], this.contexts[context]);
  }

  private until(end: string): unknown[] {
    const values: unknown[] = [];
    while (!this.takes(end)) {
      values.push(this.either());
      if (!this.takes(",") && this.tokens[0] !== end) throw new Error(`cannot read: ${this.text}`);
    }
    return values;
  }

  private called(name: string, args: readonly unknown[]): unknown {
    const known = this.functions[name];
    if (!known) throw new Error(`no function is called '${name}': ${this.text}`);
    return known(...args);
  }

  private takes(token: string): boolean {
    if (this.tokens[0] !== token) return false;
    this.tokens.shift();
    return true;
  }
}

const isTrue = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== "" && value !== false && value !== 0;

/** What is not there is an empty text. */
const same = (one: unknown, other: unknown): boolean => (one ?? "") === (other ?? "");

const FUNCTIONS: Functions = {
  format: (text, ...values) => String(text).replace(/\{(\d)\}/g, (_, at: string) => shown(values[Number(at)])),
  fromJSON: (text) => JSON.parse(String(text)) as unknown,
};

const shown = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? JSON.stringify(value)
    : `${(value as string | number | boolean | undefined) ?? ""}`;

/** A text with each `${{ … }}` in it replaced by what it says. */
export const replaced = (text: string, contexts: Contexts, functions: Functions = {}): string =>
  text.replace(/\$\{\{(.*?)\}\}/gs, (_, inner: string) =>
    shown(new Expression(inner, contexts, { ...FUNCTIONS, ...functions }).value()),
  );

/** Whether a job or a step is run. */
export const holds = (condition: string | undefined, contexts: Contexts): boolean =>
  condition === undefined ||
  isTrue(new Expression(condition.replace(/^\$\{\{|\}\}$/g, ""), contexts, FUNCTIONS).value());

/** The value itself, of a text that is nothing but one expression. */
export const valueOf = (text: string, contexts: Contexts): unknown =>
  new Expression(/^\$\{\{(.*)\}\}$/s.exec(text)?.[1] ?? "''", contexts, FUNCTIONS).value();
