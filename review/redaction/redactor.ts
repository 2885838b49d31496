import { isDeepStrictEqual } from "node:util";
import { REDACTED, type Json, type Shown } from "../model";
import { KnownSecrets } from "./known-secrets";
import { Masking } from "./masking";
import { partsOf } from "./parts";
import { below, placeOf, pruned } from "./place";
import type { Search } from "./search";
import { secretsInText, without } from "./text-secrets";

/** Where a value stands: in a resource or in `provider.x`, `backend.x`, `var.x`, `output.x`; without one anywhere. */
export interface ValueOrigin {
  readonly address: string;
  /** The names and indexes to it: `["env", 2]`. @default - the whole of it */
  readonly path?: readonly (string | number)[];
}

/** Hides whatever any input of a review says in secret, wherever it turns up. A mask says nothing of what it hides. */
export class Redactor {
  /** @param inputs every plan, synthesized stack and rendered object that a report is made from */
  static of(inputs: readonly unknown[]): Redactor {
    const known = new KnownSecrets();
    const marks = new Map<string, unknown[]>();
    const masking = new Masking({
      secret: (text, reason) => known.add(text, reason),
      explained: (word) => known.explain(word),
      hide: (text) => text,
    });
    const scanned = new Map<string, unknown>();
    for (const { address, value, mark } of inputs.flatMap(partsOf)) {
      // Most resources are the same before and after, and so are the secrets in them.
      if (mark === undefined && isDeepStrictEqual(scanned.get(address), value)) continue;
      scanned.set(address, value);
      const marked = pruned(mark);
      const own = marked === undefined ? [] : [marked];
      if (own.length > 0) marks.set(address, [...(marks.get(address) ?? []), ...own]);
      if (value !== undefined) masking.value(value, placeOf(address, own));
      masking.key(address);
    }
    return new Redactor(known.isTooMuch ? undefined : known.search(), marks);
  }

  private readonly masking: Masking;

  private constructor(
    /** None where there are more secrets than can be searched. */
    private readonly search: Search | undefined,
    private readonly marks: ReadonlyMap<string, readonly unknown[]>,
  ) {
    this.masking = new Masking({
      secret: () => undefined,
      explained: () => undefined,
      hide: (text) => this.known(text),
    });
  }

  /** The same structure with a mask in place of each secret, of a value and of a key. */
  value(value: Shown, { address, path = [] }: ValueOrigin = { address: "" }): Shown {
    const start = placeOf(address, this.marks.get(address));
    return this.masking.value(value, path.reduce(below, start)) as Json | undefined;
  }

  /** A text of whatever kind, without attributes: known secrets, and what is one by its form. */
  text(text: string): string {
    const known = this.known(text);
    const secrets = secretsInText(known);
    return secrets.length === 0 ? known : without(known, secrets);
  }

  /** An address, without secrets among the keys of its instances. */
  address(address: string): string {
    const shown = address.replace(/\["((?:[^"\\]|\\.)*)"\]/g, (whole, quoted: string) => {
      const key = quoted.replace(/\\(.)/g, "$1");
      return this.known(this.masking.key(key)) === key ? whole : `["${REDACTED}"]`;
    });
    return this.known(shown);
  }

  private known(text: string): string {
    return this.search ? this.search.hide(text) : text === "" ? "" : REDACTED;
  }
}
