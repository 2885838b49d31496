import { isObject, textOf, Undecided } from "./attributes";

/** What a name of the same module stands for; undefined for one that the module does not settle. */
export type Lookup = (reference: readonly string[]) => { readonly value: unknown } | undefined;

const EXPRESSION = new Undecided("expression");
/** Longer than any name or variable that somebody means. */
const LONGEST = 1_000_000;
const DEEPEST = 20;

/**
 * Texts of Terraform's JSON syntax, where every string is a template. What the file itself settles is put in, everything
 * else cannot be told.
 * https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export class Templates {
  private readonly settled = new Map<string, unknown>();
  private depth = 0;

  constructor(private readonly lookup: Lookup) {}

  readonly resolve = (text: string): unknown => {
    if (!/[$%]\{/.test(text)) return text;
    let result = "";
    let end = 0;
    for (const match of text.matchAll(PIECE)) {
      result += text.slice(end, match.index);
      end = match.index + match[0].length;
      const piece = ESCAPES[match[0]] ?? this.valueOf(match[1]);
      if (match[0] === text) return piece;
      const written = textOf(piece);
      if (written === undefined || result.length + written.length > LONGEST) return EXPRESSION;
      result += written;
    }
    return result + text.slice(end);
  };

  private valueOf(expression: string | undefined): unknown {
    if (expression === undefined) return EXPRESSION;
    if (/^(true|false|null|-?\d+(\.\d+)?)$/.test(expression)) return JSON.parse(expression);
    if (!/^[A-Za-z_][\w-]*(\.[A-Za-z_0-9][\w-]*)+$/.test(expression)) return EXPRESSION;
    if (!this.settled.has(expression)) {
      // Before it is known it is unknown: a name that stands for itself ends here.
      this.settled.set(expression, EXPRESSION);
      this.settled.set(expression, this.reference(expression.split(".")));
    }
    return this.settled.get(expression);
  }

  private reference(words: readonly string[]): unknown {
    const found = this.lookup(words);
    if (!found || this.depth > DEEPEST) return EXPRESSION;
    this.depth++;
    const value = typeof found.value === "string" ? this.resolve(found.value) : found.value;
    this.depth--;
    return value ?? EXPRESSION;
  }
}

const PIECE = /\$\$\{|%%\{|%\{|\$\{\s*([^{}"]*?)\s*\}|\$\{/g;
const ESCAPES: Readonly<Record<string, string>> = { "$${": "${", "%%{": "%{" };

/** What lies on the way into a value. */
export function within(value: unknown, way: readonly string[]): { readonly value: unknown } | undefined {
  let inner = value;
  for (const key of way) {
    if (!isObject(inner) || !Object.hasOwn(inner, key)) return undefined;
    inner = inner[key];
  }
  return { value: inner };
}

/** Of templates, or a list of them, that are each nothing but an attribute of a resource: the resources. */
export function referencesIn(written: unknown): readonly string[] {
  if (Array.isArray(written)) return (written as readonly unknown[]).flatMap(referencesIn);
  const [, address] = typeof written === "string" ? (REFERENCE.exec(written) ?? []) : [];
  return address === undefined ? [] : [address];
}

const REFERENCE =
  /^\$\{\s*((?!(?:data|var|local|module|each|count|self|path|terraform)\.)[A-Za-z_]\w*\.[A-Za-z_][\w-]*)(?:\[[^\]]*\])?(?:\.[\w-]+|\[\d+\])+\s*\}$/;
