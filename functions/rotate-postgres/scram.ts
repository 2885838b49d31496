import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/** That of PostgreSQL. https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-SCRAM-ITERATIONS */
const ITERATIONS = 4096;

/**
 * What PostgreSQL keeps in place of a password. The server is told this alone, so that no log of its statements has the
 * password. https://www.postgresql.org/docs/current/catalog-pg-authid.html
 */
export function verifierOf(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256");
  const keyed = (text: string): Buffer => createHmac("sha256", salted).update(text).digest();
  const stored = createHash("sha256").update(keyed("Client Key")).digest("base64");
  const server = keyed("Server Key").toString("base64");
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString("base64")}$${stored}:${server}`;
}
