import { Redactor } from "../../../review/redaction";
import { Reader, waysToWrite, windowsOf } from "../../support/redaction/leaks";
import type { Inputs } from "../../support/redaction/planted";
import { plantsOf } from "../../support/redaction/plants";

const COUNT = 200;

const plants = plantsOf(COUNT);

const documents = plants.flatMap(({ inputs }) => Object.values(inputs) as readonly unknown[]);

type Json = Parameters<Redactor["value"]>[0];

/** Every document as a whole and by its resources, and as text. */
const shownBy = (redactor: Redactor): string => {
  const shown = documents.flatMap((document) => [
    JSON.stringify(redactor.value(document as Json)),
    redactor.text(JSON.stringify(document)),
    redactor.text(JSON.stringify(document, null, 2)),
    ...resourcesIn(document).map(([address, value]) => JSON.stringify(redactor.value(value, { address }))),
    ...addressesIn(document).map((address) => redactor.address(address)),
  ]);
  const said = plants.map(({ secret }) => redactor.text(`it says ${JSON.stringify(secret)} and ${encoded(secret)}`));
  return [...shown, ...said].join("\n");
};

const encoded = (secret: string): string =>
  [
    secret,
    ...["", "a", "bc"].map((start) => Buffer.from(`${start}${secret}!`).toString("base64")),
    encodeURIComponent(secret),
  ]
    .concat(
      Buffer.from(secret).toString("hex"),
      Buffer.from(secret).toString("base64url"),
      JSON.stringify(JSON.stringify(secret)),
    )
    .join(" | ");

function resourcesIn(document: unknown): readonly (readonly [string, Json])[] {
  const { resource = {}, provider = {} } = document as Readonly<Record<string, Record<string, Record<string, Json>>>>;
  const resources = Object.entries(resource).flatMap(([type, own]) =>
    Object.entries(own).map(([name, value]) => [`${type}.${name}`, value] as const),
  );
  return [
    ...resources,
    ...Object.entries(provider).map(([name, value]) => [`provider.${name}`, value as Json] as const),
  ];
}

const addressesIn = (document: unknown): readonly string[] =>
  [...JSON.stringify(document).matchAll(/"(?:previous_)?address":("(?:[^"\\]|\\.)*")/g)].map(
    ([, quoted]) => JSON.parse(quoted!) as string,
  );

const read = (text: string): readonly string[] => {
  const reader = new Reader(text);
  return plants.flatMap(({ place, secret }) => (reader.read(secret).length > 0 ? [place] : []));
};

describe("two hundred secrets in every place of plans and stacks", () => {
  it("are nowhere to be read, whole or by eight characters, in whatever encoding", () => {
    expect([...new Set(read(shownBy(Redactor.of(documents))))]).toEqual([]);
  });

  it("are all found where nothing hides them, or the search proves nothing", () => {
    const open = documents.map((document) => JSON.stringify(document)).join("\n");
    expect(read(`${open}\n${plants.map(({ secret }) => encoded(secret)).join("\n")}`)).toHaveLength(COUNT);
  });

  it("are found when a mark is missing", () => {
    const marked = plants.filter(({ inputs }) => JSON.stringify(inputs).includes("_sensitive"));
    const unmarked = marked.map(
      ({ inputs }) => JSON.parse(JSON.stringify(inputs).replace(/_sensitive"/g, '_s"')) as Inputs,
    );
    const redactor = Redactor.of(unmarked.flatMap((one) => Object.values(one) as readonly unknown[]));
    const shown = unmarked.map((one) => JSON.stringify(redactor.value(one as Json))).join("\n");
    expect(read(shown).length).toBeGreaterThan(marked.length / 2);
  });

  it("are found by any encoding of a window", () => {
    const [window] = windowsOf(plants[0]!.secret);
    for (const written of waysToWrite(window!)) {
      expect(new Reader(`before ${written} after`).read(plants[0]!.secret)).toContain(written);
    }
  });
});
