/** One way a secret may be written; `bytes` is what is looked for. */
export interface Encoding {
  readonly encoding: string;
  readonly bytes: Buffer;
}

/** Every way in which the value is looked for, each text once. */
export function encodingsOf(value: string): readonly Encoding[] {
  const all = [
    ["raw", value],
    ["JSON", jsonEscaped(value)],
    ["JSON in JSON", jsonEscaped(jsonEscaped(value))],
    ["JSON of Go", goEscaped(value)],
    ["Terraform string", value.replace(/[$%](?=\{)/g, "$&$&")],
    ...base64Of(value),
    ...bothCases("hex", Buffer.from(value).toString("hex")),
    ...urlEncodings(value),
  ] as const;
  const seen = new Set<string>();
  const fresh = all.filter(([, text]) => !seen.has(text) && seen.add(text));
  return fresh.map(([encoding, text]) => ({ encoding, bytes: Buffer.from(text) }));
}

const jsonEscaped = (value: string) => JSON.stringify(value).slice(1, -1);

/** Terraform and the engine are written in Go, whose encoder also escapes what HTML would read. */
const goEscaped = (value: string) =>
  jsonEscaped(value).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);

/**
 * Base64 groups three bytes, so the same secret looks different at each of three offsets in a longer text. Characters
 * that also hold bits of the neighbours are cut off.
 */
function base64Of(value: string): readonly (readonly [string, string])[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
    const [first, last] = [Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6)];
    const cut = (text: string) => text.slice(first, last);
    return [
      ["base64", cut(bytes.toString("base64"))],
      ["base64url", cut(bytes.toString("base64url"))],
    ] as const;
  });
}

function urlEncodings(value: string): readonly (readonly [string, string])[] {
  const component = encodeURIComponent(value);
  const everyByte = [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  return [
    ["URL", component],
    ["URL", component.replace(/%../g, (code) => code.toLowerCase())],
    ["URL form", new URLSearchParams([["", value]]).toString().slice(1)],
    ...bothCases("URL, every byte", everyByte),
  ];
}

const bothCases = (name: string, text: string) => [[name, text] as const, [name, text.toUpperCase()] as const];
