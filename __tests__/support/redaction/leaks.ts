/** Pieces of secrets in what a report says, raw and in any encoding; made apart from the product, so that both would have to be wrong. */

const WINDOW = 8;

/** Every run of eight characters of a text. */
export function windowsOf(secret: string): readonly string[] {
  const count = Math.max(1, secret.length - WINDOW + 1);
  return Array.from({ length: count }, (_, at) => secret.slice(at, at + WINDOW));
}

/** The ways in which a window could be written. */
export function waysToWrite(window: string): readonly string[] {
  const bytes = Buffer.from(window);
  const base64 = [0, 1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.from("xxx".slice(0, before)), bytes, Buffer.from("xxx")]).toString("base64");
    // Signs that other bytes have a part in would differ.
    return padded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  const urlsafe = base64.map((one) => one.replace(/\+/g, "-").replace(/\//g, "_"));
  const hex = bytes.toString("hex");
  const quoted = JSON.stringify(window).slice(1, -1);
  const url = encodeURIComponent(window.replace(/\p{Surrogate}/gu, ""));
  return [...new Set([window, ...base64, ...urlsafe, hex, hex.toUpperCase(), quoted, url, url.toLowerCase()])];
}

/** What of a secret can be read in a text. */
export class Reader {
  private readonly runs = new Set<string>();

  constructor(private readonly text: string) {
    for (let at = 0; at + WINDOW <= text.length; at++) this.runs.add(text.slice(at, at + WINDOW));
  }

  read(secret: string): readonly string[] {
    const all = windowsOf(secret).flatMap(waysToWrite);
    return all.filter((one) => this.runs.has(one.slice(0, WINDOW)) && this.text.includes(one));
  }
}
