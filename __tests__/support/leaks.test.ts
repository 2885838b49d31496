import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { unpacked } from "./leaks/archive";
import { encodingsOf } from "./leaks/encodings";
import { filePlaces, textPlace } from "./leaks/file-places";
import { type Place, searchLeaks } from "./leaks/search";

const VALUE = 'p"ss/wörd & <100%>${x}';
const find = (places: readonly Place[], value = VALUE) => searchLeaks({ secrets: [{ name: "db", value }], places });
const inText = async (text: string) => (await find([textPlace("here", text)])).map(({ encoding }) => encoding);

describe("a secret in a text", () => {
  it.each([
    ["raw", VALUE],
    ["JSON", JSON.stringify({ a: VALUE })],
    ["JSON in JSON", JSON.stringify(JSON.stringify({ a: VALUE }))],
    ["JSON of Go", '"p\\"ss/wörd \\u0026 \\u003c100%\\u003e${x}"'],
    ["Terraform string", VALUE.replace("$", "$$$$")],
    ["URL", `https://u:${encodeURIComponent(VALUE)}@h`],
    ["URL", encodeURIComponent(VALUE).replace(/%../g, (code) => code.toLowerCase())],
    ["URL form", new URLSearchParams({ a: VALUE }).toString()],
    ["hex", Buffer.from(VALUE).toString("hex")],
    ["hex", Buffer.from(VALUE).toString("hex").toUpperCase()],
    [
      "base64",
      Buffer.from(`a${VALUE}b`)
        .toString("base64")
        .replace(/(.{9})/g, "$1\n"),
    ],
    ["raw", VALUE.replace("/", "/\n    ")],
  ])("is found as %s", async (encoding, text) => {
    expect(await inText(text)).toEqual([encoding]);
  });

  it("is found in base64 at any offset and before any end", async () => {
    const text = fc.string({ unit: "binary", maxLength: 9 });
    const property = fc.asyncProperty(
      text,
      text,
      fc.constantFrom("base64", "base64url"),
      async (before, after, kind) => {
        const encoded = Buffer.from(before + VALUE + after).toString(kind);
        expect(await inText(encoded)).toEqual([expect.stringMatching(/^base64(url)?$/)]);
      },
    );
    await fc.assert(property);
  });

  it("is not found where it is not, not even most of it", async () => {
    expect(await inText(VALUE.slice(1))).toEqual([]);
    expect(await inText(Buffer.from(VALUE.slice(2)).toString("base64"))).toEqual([]);
  });

  it("is never part of a finding", async () => {
    expect(JSON.stringify(await find([textPlace("here", VALUE)]))).toBe(
      '[{"secret":"db","encoding":"raw","place":"here"}]',
    );
  });

  it("is looked for once in each distinct spelling", () => {
    const spellings = encodingsOf("alphanumeric1").map(({ bytes }) => bytes.toString());
    expect(new Set(spellings).size).toBe(spellings.length);
  });
});

describe("a search", () => {
  it("of nothing is no proof", async () => {
    await expect(find([])).rejects.toThrow("no place was searched for secrets");
  });

  it("for a secret that is found by chance is refused", async () => {
    await expect(find([textPlace("a", "b")], "short")).rejects.toThrow("secret 'db' has 5 characters");
  });
});

/** A ZIP as Terraform writes it: streamed, so that sizes stand only in the directory. */
function zip(name: string, content: Buffer, method: 0 | 8): Buffer {
  const packed = method === 8 ? deflateRawSync(content) : content;
  const local = Buffer.alloc(30);
  local.write("PK\x03\x04", "latin1");
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.write("PK\x01\x02", "latin1");
  central.writeUInt16LE(method, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]);
}

describe("a packed secret", () => {
  const content = Buffer.from(`{"a":"${"x".repeat(200)}","password":"secret-value-1"}`);
  const placesOf = async (packed: Buffer) =>
    (await find([...unpacked({ place: "plan", content: packed })], "secret-value-1")).map(({ place }) => place);

  it.each<[string, Buffer, string]>([
    ["a deflated ZIP entry", zip("tfstate", content, 8), "plan!tfstate"],
    ["gzip", gzipSync(content), "plan!gzipped"],
    ["gzip within ZIP", zip("inner.gz", gzipSync(content), 0), "plan!inner.gz!gzipped"],
  ])("is found in %s", async (_what, packed, place) => {
    expect(packed.includes("secret-value-1")).toBe(false);
    expect(await placesOf(packed)).toEqual([place.replace("!gzipped", "!gunzipped")]);
  });

  it("is found in a stored ZIP entry", async () => {
    expect(await placesOf(zip("tfstate", content, 0))).toEqual(["plan", "plan!tfstate"]);
  });

  it("in a damaged ZIP is an error, not a pass", () => {
    expect(() => unpacked({ place: "plan", content: zip("tfstate", content, 8).subarray(0, 60) })).toThrow(
      "plan is no ZIP archive",
    );
  });
});

describe("files", () => {
  const folder = mkdtempSync(join(tmpdir(), "leaks-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are searched by content, name and link target, at any depth", async () => {
    const secret = "secret-value-1";
    mkdirSync(join(folder, "deep", "er"), { recursive: true });
    writeFileSync(join(folder, "deep", "er", "content"), secret);
    writeFileSync(join(folder, "deep", `name-${secret}`), "");
    symlinkSync(`/nowhere/${secret}`, join(folder, "link"));
    const leaks = await find([...filePlaces(folder)], secret);
    expect(leaks.map(({ place }) => place.replace(`${folder}/`, "")).sort()).toEqual([
      "deep/er/content",
      `link link`,
      `name of deep/name-${secret}`,
    ]);
  });
});
