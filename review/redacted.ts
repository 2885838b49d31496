import type { Review, Shown } from "./model";
import type { Redactor } from "./redaction";

/** The same review without a secret in it, whatever format it is written in: of all that it says nothing is left out by name. */
export const redacted = (review: Review, redactor: Redactor): Review =>
  new Redaction(redactor).of(review, { key: "", address: "" }) as Review;

/** Words of Bulwark's own: a secret of the same letters must not make them unreadable. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  "risk",
  "action",
  "verdict",
  "when",
  "kind",
  "digest",
  "fact",
  "rule",
  "until",
]);

const ADDRESSES: ReadonlySet<string> = new Set(["address", "subject", "release"]);

interface Place {
  /** The name by which the value is kept. */
  readonly key: string;
  /** Of the resource that it is said of. */
  readonly address: string;
}

type Fields = Readonly<Record<string, unknown>>;

class Redaction {
  /** Many say the same: the name of a stack, a reason. */
  private readonly texts = new Map<string, string>();

  constructor(private readonly redactor: Redactor) {}

  of(value: unknown, place: Place): unknown {
    if (typeof value === "string") return this.text(value, place.key);
    if (Array.isArray(value)) return value.map((one: unknown) => this.of(one, place));
    return typeof value === "object" && value !== null ? this.fields(value as Fields, place) : value;
  }

  private text(text: string, key: string): string {
    if (OWN_WORDS.has(key)) return text;
    if (ADDRESSES.has(key)) return this.redactor.address(text);
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    const hidden = this.redactor.text(text);
    this.texts.set(text, hidden);
    return hidden;
  }

  private fields(fields: Fields, place: Place): Fields {
    const address = [fields["address"], fields["subject"], fields["object"], place.address].find(isText) ?? "";
    return Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [
        key,
        key === "before" || key === "after"
          ? this.value(value as Shown, fields, address)
          : this.of(value, { key, address }),
      ]),
    );
  }

  private value(value: Shown, { path, fact }: Fields, address: string): Shown {
    const way = isText(fact) ? [fact] : isText(path) ? wayOf(path) : [];
    return this.redactor.value(value, { address, path: way });
  }
}

const isText = (value: unknown): value is string => typeof value === "string";

/** `ports[0].ip` as names and numbers. */
const wayOf = (path: string): readonly (string | number)[] =>
  [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) => (index === undefined ? name! : Number(index)));
