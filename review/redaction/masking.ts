import { AFTER_APPLY, REDACTED } from "../model";
import { isExplained, isSecretByName, mayBeShown } from "./attribute-names";
import { decodedText, leavesOf, type Reason } from "./known-secrets";
import { hiddenInJson, hiddenInYaml } from "./nested";
import { isObject, type Unknowns } from "../../policies/readers/objects";
import { below, closed, inText, isClosed, isHidden, isUnmarked, named, placeOf, type Place } from "./place";
import { isRandom, replaceRandom } from "./random";
import { remembered } from "./remembered";
import { secretsInCommand, secretsInText, without } from "./text-secrets";

/** What is told of a value while its secrets are hidden. */
export interface Witness {
  secret(text: string, reason: Reason): void;
  /** A random word that its attribute explains. */
  explained(word: string): void;
  /** Hides what is known from elsewhere. */
  hide(text: string): string;
}

/** Deeper, longer or more often quoted than anybody writes: not looked through, so not shown. */
const DEEPEST = 60;
const LONGEST = 131_072;
const MOST_TEXTS = 4;

const PAIR = /^([A-Za-z_][\w.-]{0,100})=(.*)$/s;
const REFERENCE = /^\$\{[\w.[\]"*-]+\}$/;
const BASE64 = /^[A-Za-z0-9+/_-]{24,}={0,2}$/;

/** `image: x`, whatever kind of file it is in. */
const LINE = /^[ \t]*(?:- )*["']?([\w.-]{1,100})["']?[ \t]*[:=]/;

const ANYWHERE = placeOf("");

/** Hides secrets of a value by where it stands and what it is. */
export class Masking {
  constructor(private readonly witness: Witness) {}

  value(value: unknown, place: Place): unknown {
    if (value === null || value === undefined || value === REDACTED || value === AFTER_APPLY) return value;
    if (place.depth > DEEPEST) return REDACTED;
    if (isHidden(place)) return this.marked(value);
    if (typeof value === "string") return this.text(value, place);
    if (Array.isArray(value)) return this.list(value, place);
    if (isObject(value)) return this.object(value, place);
    return this.scalar(value, place);
  }

  /** A name: of a key of a map, or in brackets behind an address. */
  readonly key = remembered((key) => this.words(key, ANYWHERE));

  private marked(value: unknown): string {
    for (const leaf of leavesOf(value)) this.witness.secret(leaf, "marked");
    return REDACTED;
  }

  private scalar(value: unknown, place: Place): unknown {
    const text = String(value);
    const isSecret = isClosed(place) || (typeof value === "number" && this.isSecret(text, place));
    if (isSecret) return REDACTED;
    return this.witness.hide(text) === text ? value : REDACTED;
  }

  private list(values: readonly unknown[], place: Place): readonly unknown[] {
    const words = values.filter((one) => typeof one === "string");
    const secrets = words.length > 1 ? secretsInCommand(words.map((word) => this.witness.hide(word))) : [];
    for (const secret of secrets) this.witness.secret(secret, "named");
    const inAll = below(place, 0);
    return values.map((one, at) => {
      const here = place.marks.length === 0 ? inAll : below(place, at);
      return this.value(typeof one === "string" && secrets.length > 0 ? this.without(one, secrets) : one, here);
    });
  }

  private without(word: string, secrets: readonly string[]): string {
    const known = this.witness.hide(word);
    const own = secrets.filter((secret) => known.includes(secret));
    return own.length > 0 ? without(known, own) : word;
  }

  private object(value: Unknowns, place: Place): Unknowns {
    const label = Object.hasOwn(value, "value") ? labelOf(value) : undefined;
    const isOpen = isUnmarked(place);
    const shown: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const [one, name] = [value[key], this.key(key)];
      const own = isOpen && saysNothing(one) ? one : this.value(one, memberOf(value, key, label, place));
      if (name.includes(REDACTED) || name === "__proto__") put(shown, name, own);
      else shown[name] = own;
    }
    return shown;
  }

  private text(text: string, place: Place): string {
    if (text === "" || text === REDACTED || text === AFTER_APPLY) return text;
    if (place.depth > DEEPEST || text.length > LONGEST) return REDACTED;
    if (isClosed(place) && !REFERENCE.test(text)) return this.closed(text);
    if (this.isSecret(text, place)) {
      this.witness.secret(text, "named");
      return REDACTED;
    }
    return this.document(text, place) ?? this.parts(this.witness.hide(text), place);
  }

  /** Of a closed block short names are hidden where they are, and nowhere else. */
  private closed(text: string): string {
    if (text.length >= 8 && !mayBeShown(text)) this.witness.secret(text, "marked");
    return REDACTED;
  }

  private isSecret(text: string, { name, isBelowSecret, isReference }: Place): boolean {
    if (isReference) return false;
    return isSecretByName(name, text) || (isBelowSecret && !mayBeShown(text));
  }

  private parts(text: string, place: Place): string {
    const [, name, said] = PAIR.exec(text) ?? [];
    if (name !== undefined) return `${name}=${this.text(said!, named(place, name))}`;
    return this.words(text, place);
  }

  /** JSON, YAML and base64 with what is in them hidden there. */
  private document(text: string, place: Place): string | undefined {
    const inner = inText(place);
    if (inner.texts > MOST_TEXTS) return /^\s*[[{]/.test(text) ? REDACTED : undefined;
    const json = hiddenInJson(text, (value) => this.value(value, inner));
    if (json !== undefined) return this.witness.hide(json);
    const yaml = hiddenInYaml(text, (value) => this.value(value, inner));
    if (yaml !== undefined) return this.witness.hide(this.comments(yaml, place));
    const decoded = BASE64.test(text) ? decodedText(text) : undefined;
    if (decoded === undefined) return undefined;
    const shown = this.text(decoded, inner);
    return this.witness.hide(shown === decoded ? text : Buffer.from(shown).toString("base64"));
  }

  /** A parser leaves them out. */
  private comments(yaml: string, place: Place): string {
    return yaml.replace(/(?<=^|[ \t])#.*$/gm, (comment) => this.words(comment, place));
  }

  /** What is known goes first: what is told by its form may be a part of it. */
  private words(whole: string, place: Place): string {
    const text = this.witness.hide(whole);
    const secrets = secretsInText(text);
    for (const secret of secrets) this.witness.secret(secret, "named");
    const shown = secrets.length === 0 ? text : without(text, secrets);
    if (!shown.includes("\n")) return this.random(shown, place.type, place.name);
    const lineOf = (line: string) => this.random(line, place.type, LINE.exec(line)?.[1] ?? place.name);
    return shown.split("\n").map(lineOf).join("\n");
  }

  private random(text: string, type: string, name: string): string {
    const explains = isExplained(type, name);
    return replaceRandom(text, (word) => {
      if (explains) this.witness.explained(word);
      else this.witness.secret(word, "random");
      return explains || !isRandom(word) ? word : REDACTED;
    });
  }
}

/** What a `value` is the value of. */
const labelOf = (value: Unknowns): string | undefined =>
  ["name", "key", "label", "variable"]
    .map((key) => (Object.hasOwn(value, key) ? value[key] : undefined))
    .find((one) => typeof one === "string");

/** Where a member of a map is. */
function memberOf(value: Unknowns, key: string, label: string | undefined, place: Place): Place {
  const here = below(place, key);
  if (key === "value" && label !== undefined) return named(here, label);
  return value["kind"] === "Secret" && /^(data|stringData)$/.test(key) ? closed(here) : here;
}

/** Most of what providers plan: worth no look where nothing is marked. */
const saysNothing = (value: unknown): boolean =>
  value === null || typeof value === "boolean" || (Array.isArray(value) && value.length === 0);

/** Two hidden keys stay two. */
function put(shown: Record<string, unknown>, key: string, value: unknown): void {
  let [free, number] = [key, 1];
  while (Object.hasOwn(shown, free)) free = `${key} ${++number}`;
  // A plain assignment would give an object that has it another prototype.
  if (free === "__proto__")
    Object.defineProperty(shown, free, { value, enumerable: true, configurable: true, writable: true });
  else shown[free] = value;
}
