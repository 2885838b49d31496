import { randomInt } from "node:crypto";
import { nameTooLong, notCredentials, otherDatabase } from "./errors";
import type { Settings } from "./settings";

/** A value of a secret; what else is in it is kept as it is. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly [other: string]: unknown;
}

/** @throws Error that says nothing of the value: that of JSON.parse would quote it */
export function credentialsOf(secret: string, text: string | undefined): Credentials {
  const value = parsed(text);
  if (!isCredentials(value)) throw notCredentials(secret, value === undefined ? "no JSON" : "JSON without them");
  return value;
}

/** Whoever may write the secret could otherwise send the function, with the administrator's password, elsewhere. */
export function refuseOtherDatabase(secret: string, value: Credentials, { host, port }: Settings): void {
  const got = `${textOf(value["host"] ?? host)}:${textOf(value["port"] ?? port)}`;
  if (got !== `${host}:${port}`) throw otherDatabase(secret, got, `${host}:${port}`);
}

const textOf = (got: unknown): string => (typeof got === "string" || typeof got === "number" ? String(got) : "no text");

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

const isCredentials = (value: unknown): value is Credentials =>
  typeof value === "object" &&
  value !== null &&
  ["username", "password"].every((key) => {
    const got: unknown = Reflect.get(value, key);
    return typeof got === "string" && got !== "";
  });

const OTHER = "_clone";
/** Bytes that PostgreSQL keeps of a name. https://www.postgresql.org/docs/current/sql-syntax-lexical.html */
const MOST_NAME = 63;

/** The one that others belong to. */
export const firstOf = (username: string): string =>
  username.endsWith(OTHER) ? username.slice(0, -OTHER.length) : username;

/** Who has the next turn. */
export function otherOf(username: string): string {
  if (username.endsWith(OTHER)) return firstOf(username);
  if (Buffer.byteLength(username + OTHER) > MOST_NAME) throw nameTooLong(username);
  return username + OTHER;
}

/** No character of it means anything in an address, a shell or a file of settings. */
const CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const LENGTH = 40;

export const newPassword = (): string =>
  Array.from({ length: LENGTH }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join("");
