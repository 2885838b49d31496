const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const KEY = /-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----[^-]+-----END \1-----/;

/** The certificates of a PEM text, in their order. */
export function certificatesOf(pem: string): readonly string[] {
  return (pem.match(CERTIFICATE) ?? []).map((block) => `${block}\n`);
}

/** The private key of a PEM text; undefined when it has none that can be read without a passphrase. */
export function keyOf(pem: string): string | undefined {
  const block = KEY.exec(pem)?.[0];
  return block === undefined ? undefined : `${block}\n`;
}
