import { createHash, timingSafeEqual } from "node:crypto";
import { fileUnusable } from "../errors";

/** Digests of the accepted tokens: of equal length, so that comparing them takes the same time for every guess. */
export type AcceptedTokens = readonly Buffer[];

const digest = (token: string): Buffer => createHash("sha256").update(token).digest();

/** One token per line; empty lines and lines that begin with '#' are skipped. Throws when there is none. */
export function parseTokens(text: string, path: string): AcceptedTokens {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const tokens = lines.filter((line) => line !== "" && !line.startsWith("#"));
  if (tokens.length === 0) throw fileUnusable(path, "holds no token");
  return tokens.map(digest);
}

/** Whether an Authorization header carries an accepted token. Every accepted token is compared, also after a match. */
export function isAuthorized(header: string | undefined, accepted: AcceptedTokens): boolean {
  const token = /^Bearer +([^\s]+) *$/i.exec(header ?? "")?.[1];
  if (token === undefined) return false;
  const candidate = digest(token);
  return accepted.reduce((found, known) => timingSafeEqual(known, candidate) || found, false);
}
