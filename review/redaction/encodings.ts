/** All ways in which a secret may stand in a text: as it is, quoted for JSON, HCL, YAML, HTML and URLs, in base64 and in hex. */
export function encodingsOf(secret: string): ReadonlySet<string> {
  const bytes = Buffer.from(secret, "utf8");
  const hex = bytes.toString("hex");
  const all = [secret, ...quotedOf(secret), ...base64Of(bytes), hex, hex.toUpperCase()];
  return new Set(all.filter((one) => one.length >= SHORTEST));
}

/** Of fewer characters anything has some. */
const SHORTEST = 4;

function quotedOf(secret: string): readonly string[] {
  if (/^[A-Za-z0-9_.-]*$/.test(secret)) return [];
  const json = inJson(secret);
  const ascii = json.replace(/[\u0080-\uffff]/g, unicodeEscape);
  const go = json.replace(/[<>&\u2028\u2029]/g, unicodeEscape);
  const html = secret.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return [
    ...[json, ascii, go, json.replaceAll("/", "\\/")].flatMap((one) => [one, inJson(one), inTemplate(one)]),
    inTemplate(secret),
    secret.replaceAll("'", "''"),
    secret.replaceAll("'", "'\\''"),
    ...[html, html.replaceAll('"', "&quot;")].flatMap((one) => [
      one,
      one.replaceAll("'", "&#39;"),
      one.replaceAll("'", "&#x27;"),
      one.replaceAll("'", "&apos;"),
    ]),
    ...inUrl(secret),
  ];
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const unicodeEscape = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences */
const inTemplate = (text: string): string => text.replace(/[$%](?=\{)/g, "$&$&");

/** Programs differ in what they leave as it is, and in how they write a blank. */
function inUrl(secret: string): readonly string[] {
  const plain = encodeURIComponent(secret.replace(/\p{Surrogate}/gu, "\ufffd"));
  const strict = plain.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const address = encodeURI(secret.replace(/\p{Surrogate}/gu, "\ufffd"));
  const all = [plain, strict, address, strict.replaceAll("%20", "+")];
  return [...all, ...all.map((one) => one.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
}

/** Wherever it begins among other bytes; without the signs that its neighbours have a part in. */
function base64Of(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const text = padded.toString("base64");
    const own = text.slice(Math.ceil((offset * 8) / 6), Math.floor((padded.length * 8) / 6));
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
