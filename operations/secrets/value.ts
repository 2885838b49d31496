import { randomBytes } from "node:crypto";

import { SecretKind } from "../manifest";
import { issued, type KeyedCertificate } from "./certificate-authority";
import { certificateFault } from "./certificate-fault";
import { givenFileUnreadable } from "./errors";
import { isPassword, type WantedSecret } from "./wanted-secret";

/** What values are made of, and judged by. */
export interface Ingredients {
  readonly now: Date;
  /** Undefined when no secret needs it. */
  readonly authority: KeyedCertificate | undefined;
  /** The content of the operator's file for a secret; undefined when none is given or it is not on this machine. */
  readonly given: (wanted: WantedSecret) => Buffer | undefined;
  /** The value of another secret that is settled already. */
  readonly valueOf: (name: string) => Buffer | undefined;
}

/** 256 bits from the kernel, in characters that need no quotes in a URL, a shell, SQL or HAProxy's configuration. */
export function newPassword(): Buffer {
  return Buffer.from(randomBytes(32).toString("base64url"));
}

/** https://docs.haproxy.org/2.6/configuration.html#3.4 */
export function userlist(password: Buffer): Buffer {
  return Buffer.from(`userlist operators\n  user operator insecure-password ${password.toString()}\n`);
}

/** A value of a kind, new wherever it is not derived from another. */
export async function newValue(wanted: WantedSecret, ingredients: Ingredients): Promise<Buffer> {
  const { now, authority, given } = ingredients;
  if (wanted.givenFile !== undefined) {
    const value = given(wanted);
    if (value === undefined) throw givenFileUnreadable(wanted.name, wanted.givenFile, "there is no such file");
    return value;
  }
  if (isPassword(wanted)) return newPassword();
  if (wanted.kind !== SecretKind.CERTIFICATE) return derived(wanted, ingredients);
  const { certificate, key } = await issued(authority!, wanted.hosts, now);
  return Buffer.from(certificate + key);
}

/** Why a value that is there cannot stay; undefined when it can. */
export function faultOf(value: Buffer, wanted: WantedSecret, ingredients: Ingredients): string | undefined {
  if (value.length === 0) return "is empty";
  const { now, authority, given } = ingredients;
  if (wanted.givenFile !== undefined) return differs(value, given(wanted), `is not what ${wanted.givenFile} holds now`);
  if (isPassword(wanted)) return undefined;
  if (wanted.kind === SecretKind.CERTIFICATE) {
    return certificateFault(value.toString(), { now, hosts: wanted.hosts, authority: authority?.certificate ?? "" });
  }
  return differs(value, derived(wanted, ingredients), `is not made from ${wanted.of ?? "the local CA"} as it is now`);
}

function derived({ kind, of }: WantedSecret, { authority, valueOf }: Ingredients): Buffer {
  if (kind === SecretKind.CA_CERTIFICATE) return Buffer.from(authority?.certificate ?? "");
  return userlist(valueOf(of ?? "") ?? Buffer.alloc(0));
}

function differs(value: Buffer, other: Buffer | undefined, fault: string): string | undefined {
  return other === undefined || value.equals(other) ? undefined : fault;
}
