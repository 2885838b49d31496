import type { Finding, Path } from "../problem";
import type { Settings } from "../schema";

/** Variables that hold the secret itself; `X_PASSWORD_FILE` names a file and is fine, so is `TOKEN_TTL`. */
const NAMED = /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)$/;

/** What cannot be anything else: a URL with a password, a private key. */
const WRITTEN = /:\/\/[^/@\s:]*:[^/@\s]+@|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

const CURE = "a secret does not belong into YAML; mount it as a file, as 'uses' does, and let the image read the file";

/** No secret is written into the file: it would end up in Terraform's state and in `docker inspect`. */
export function secretFindings(settings: Settings): Finding[] {
  const named = Object.entries(settings.platform.layers).flatMap(([layer, { env }]) =>
    Object.keys(env)
      .filter((name) => NAMED.test(name) && env[name] !== "")
      .map((name) => ["platform", "layers", layer, "env", name]),
  );
  const written = textsBelow(settings, [])
    .filter(([, text]) => WRITTEN.test(text))
    .map(([path]) => path);
  const places = new Map([...named, ...written].map((path) => [JSON.stringify(path), path]));
  return [...places.values()].map((path) => ({ path, message: `looks like a secret; ${CURE}` }));
}

function textsBelow(value: unknown, path: Path): readonly [Path, string][] {
  if (typeof value === "string") return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((one, index) => textsBelow(one, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsBelow(one, [...path, key]));
}
