import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { wordsOf } from "../engine/errors";
import { SecretKind } from "../manifest";
import { givenCertificateFault, parsed } from "./certificate-fault";
import { givenFileUnreadable, givenFileWrong } from "./errors";
import { certificatesOf } from "./pem";
import { isPassword, type WantedSecret } from "./wanted-secret";

/**
 * The content of the file that the operator gives for a secret; undefined when it is not on this machine.
 * Relative paths start at `folder`, the project's.
 *
 * @throws BulwarkError with exit code 2 when it cannot be what the secret is for
 */
export function givenValue(wanted: WantedSecret, now: Date, folder: string): Buffer | undefined {
  if (wanted.givenFile === undefined) return undefined;
  const file = resolve(folder, wanted.givenFile);
  const content = contentOf(wanted.name, file);
  if (content === undefined) return undefined;
  const fault = faultOf(content, wanted.kind, now);
  if (fault !== undefined) throw givenFileWrong(wanted.name, file, fault);
  return isPassword(wanted) ? Buffer.from(content.toString().replace(/\r?\n$/, "")) : content;
}

function contentOf(name: string, file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw givenFileUnreadable(name, file, wordsOf(error));
  }
}

function faultOf(content: Buffer, kind: SecretKind, now: Date): string | undefined {
  if (content.toString().trim() === "") return "is empty";
  if (kind === SecretKind.CERTIFICATE) return givenCertificateFault(content.toString(), now);
  const holdsCertificate = parsed(certificatesOf(content.toString())[0]) !== undefined;
  return kind === SecretKind.CA_CERTIFICATE && !holdsCertificate ? "holds no certificate" : undefined;
}
