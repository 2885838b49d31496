import { secretsHeldBy } from "../../policies/facts/secrets";
import { isPlainWord, isSearchable } from "./everyday-words";
import { encodingsOf } from "./encodings";
import { isObject } from "../../policies/readers/objects";
import { isRandom } from "./random";
import { Search } from "./search";

/** Why something is taken for a secret: a mark or a schema says so, its name or form does, or nobody made it up. */
export type Reason = "marked" | "named" | "random";

/** Beyond these no search is made, and nothing is shown: a plan of so many secrets is an attack. */
const MOST_SECRETS = 50_000;
const MOST_CHARACTERS = 8_000_000;

/** Longer secrets are searched piece by piece; a multiple of 3, as base64 likes it. */
const PIECE = 384;
const SHORTEST_LINE = 8;
const DEEPEST = 60;

/** Every secret of a review's inputs. */
export class KnownSecrets {
  private readonly secrets = new Set<string>();
  private readonly random = new Set<string>();
  private readonly explained = new Set<string>();
  private characters = 0;

  add(secret: string, reason: Reason): void {
    if (reason === "random") this.note(this.random, secret);
    else if (reason === "marked") this.addMarked(secret, 0);
    else if (!isPlainWord(secret)) this.addOne(secret);
  }

  /** A random word that its attribute explains. */
  explain(word: string): void {
    for (const run of runsOf(word)) this.note(this.explained, run);
  }

  get isTooMuch(): boolean {
    return this.characters > MOST_CHARACTERS || this.secrets.size + this.random.size > MOST_SECRETS;
  }

  search(): Search {
    const random = [...this.random].filter((word) => runsOf(word).some((run) => !this.explained.has(run)));
    // What is random of a path or an address is searched without the rest, too.
    return new Search(
      new Set([...this.secrets, ...random, ...random.flatMap(runsOf)].flatMap((secret) => [...encodingsOf(secret)])),
    );
  }

  /** What is written inside a secret is one, too: the leaves of its JSON, the password of its URL, what is in base64. */
  private addMarked(secret: string, depth: number): void {
    // Where a value is not known yet, its mark says nothing of the expression.
    if (/^\$\{[\w.[\]"*-]+\}$/.test(secret)) return;
    this.addOne(secret);
    for (const part of secretsHeldBy(secret)) this.addOne(part);
    if (depth > 3) return;
    for (const leaf of leavesOf(parsed(secret))) this.addMarked(leaf, depth + 1);
    const decoded = decodedText(secret);
    if (decoded !== undefined) this.addMarked(decoded, depth + 1);
  }

  private addOne(secret: string): void {
    const lines = secret.split(/\r?\n/).map((line) => line.trim());
    const long = lines.length > 1 ? lines.filter((line) => line.length >= SHORTEST_LINE && /\w{4}/.test(line)) : [];
    for (const one of [secret, secret.trim(), untemplated(secret), decodedUrl(secret), ...long]) {
      if (!isSearchable(one)) continue;
      for (let at = 0; at < one.length; at += PIECE) {
        const piece = one.slice(at, at + PIECE);
        if (isSearchable(piece)) this.note(this.secrets, piece);
      }
    }
  }

  private note(set: Set<string>, text: string): void {
    if (this.isTooMuch || set.has(text)) return;
    set.add(text);
    this.characters += text.length;
  }
}

const untemplated = (text: string): string => text.replace(/([$%])\1(?=\{)/g, "$1");

/** In a URL it was quoted; elsewhere it is not. */
function decodedUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const runsOf = (word: string): readonly string[] => {
  const runs = word.split(/[^A-Za-z0-9]+/).filter(isRandom);
  return runs.length > 0 ? runs : [word];
};

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Texts and numbers, wherever they are. */
export function leavesOf(value: unknown, depth = 0): readonly string[] {
  if (depth > DEEPEST) return [];
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap((one) => leavesOf(one, depth + 1));
  return isObject(value) ? Object.values(value).flatMap((one) => leavesOf(one, depth + 1)) : [];
}

const BASE64 = /^[A-Za-z0-9+/_-]{8,}={0,2}$/;

/** What a text in base64 says; undefined for what is no base64, or of no text. */
export function decodedText(text: string): string | undefined {
  const bare = text.replace(/\r?\n/g, "");
  if (bare.length % 4 === 1 || !BASE64.test(bare)) return undefined;
  const decoded = Buffer.from(bare, "base64").toString("utf8");
  // What holds such signs is no text.
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd]/.test(decoded) ? undefined : decoded;
}
