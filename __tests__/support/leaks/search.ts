import { type Encoding, encodingsOf } from "./encodings";
import { nothingSearched, secretTooShort } from "./errors";

export interface PlantedSecret {
  readonly name: string;
  readonly value: string;
}

/** Something that can be looked through. */
export interface Place {
  readonly place: string;
  readonly content: Buffer;
}

/** Never holds the value itself: findings are printed. */
export interface Leak {
  readonly secret: string;
  readonly encoding: string;
  readonly place: string;
}

export interface LeakSearch {
  readonly secrets: readonly PlantedSecret[];
  readonly places: Iterable<Place> | AsyncIterable<Place>;
}

/** Shorter values are found by chance. */
const SHORTEST = 8;

/** Looks for every secret in every encoding in every place. Throws when there was no place: that proves nothing. */
export async function searchLeaks({ secrets, places }: LeakSearch): Promise<readonly Leak[]> {
  const wanted = secrets.map(({ name, value }) => ({ name, encodings: encodingsOf(checked(name, value)) }));
  const leaks: Leak[] = [];
  let searched = 0;
  for await (const { place, content } of places) {
    searched++;
    const texts = [content, withoutLineBreaks(content)];
    for (const { name, encodings } of wanted) {
      const found = encodings.find(({ bytes }) => texts.some((text) => text.includes(bytes)));
      if (found) leaks.push(leak(name, found, place));
    }
  }
  if (searched === 0) throw nothingSearched();
  return leaks;
}

const leak = (secret: string, { encoding }: Encoding, place: string): Leak => ({ secret, encoding, place });

function checked(name: string, value: string): string {
  if (value.length < SHORTEST) throw secretTooShort(name, value.length, SHORTEST);
  return value;
}

/** `base64` breaks lines at 76 characters, YAML folds and indents; within JSON a break is written `\n`. */
function withoutLineBreaks(content: Buffer): Buffer {
  return Buffer.from(content.toString("latin1").replace(/(\r?\n|\\n)[ \t]*/g, ""), "latin1");
}
