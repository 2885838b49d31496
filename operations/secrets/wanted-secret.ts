import { SecretKind, type Manifest, type SecretEntry } from "../manifest";
import { reservedName, secretDefinedTwice } from "./errors";
import { ROOT } from "./paths";

/** The name by which `rotate` knows the environment's own CA, and the files of its certificate and key. */
export const CA = "ca";
export const CA_KEY = "ca-key";

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** One secret of an environment with all who read it: one copy for each, of the same value. */
export interface WantedSecret {
  readonly name: string;
  readonly kind: SecretKind;
  readonly of?: string | undefined;
  readonly hosts: readonly string[];
  readonly givenFile?: string | undefined;
  readonly owners: readonly Owner[];
}

/** What is made of something else comes after it. */
const ORDER = [
  SecretKind.PASSWORD,
  SecretKind.KEY,
  SecretKind.CERTIFICATE,
  SecretKind.CA_CERTIFICATE,
  SecretKind.USERLIST,
];
const FOR_ROOT: readonly Owner[] = [{ uid: ROOT, gid: ROOT }];

/**
 * All secrets that a manifest asks for, each once. A password that only an operator types, named by a userlist and read
 * by no container, has one copy for root.
 */
export function wantedSecrets({ secrets }: Pick<Manifest, "secrets">): readonly WantedSecret[] {
  const found = new Map<string, WantedSecret>();
  for (const entry of secrets) found.set(entry.name, merged(found.get(entry.name), entry));
  for (const { of } of secrets) {
    if (of !== undefined && !found.has(of)) found.set(of, rootPassword(of));
  }
  return [...found.values()].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || compare(a.name, b.name));
}

/** True for what is random bytes, or one word of the operator's. */
export function isPassword({ kind }: Pick<WantedSecret, "kind">): boolean {
  return kind === SecretKind.PASSWORD || kind === SecretKind.KEY;
}

/** The names of those that get a new value when nobody says which: not given files, and not keys. */
export function renewed(wanted: readonly WantedSecret[]): readonly string[] {
  return wanted
    .filter(({ givenFile, kind }) => givenFile === undefined && kind !== SecretKind.KEY)
    .map(({ name }) => name);
}

/** True for what the environment's own CA makes. */
export function isOfLocalCa({ kind, givenFile }: WantedSecret): boolean {
  return givenFile === undefined && (kind === SecretKind.CERTIFICATE || kind === SecretKind.CA_CERTIFICATE);
}

function merged(known: WantedSecret | undefined, entry: SecretEntry): WantedSecret {
  const { name, kind, of, hosts = [], givenFile, uid, gid } = entry;
  if (name === CA || name === CA_KEY) throw reservedName(name);
  const made = { name, kind, of, hosts, givenFile };
  if (known !== undefined && definition(known) !== definition(made)) throw secretDefinedTwice(name);
  return { ...made, owners: [...(known?.owners ?? []).filter((owner) => owner.uid !== uid), { uid, gid }] };
}

function definition({ kind, of, hosts, givenFile }: Omit<WantedSecret, "name" | "owners">): string {
  return JSON.stringify([kind, of, hosts, givenFile]);
}

function rootPassword(name: string): WantedSecret {
  return { name, kind: SecretKind.PASSWORD, hosts: [], owners: FOR_ROOT };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
