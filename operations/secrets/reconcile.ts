import type { HostFile } from "../engine/host-file";
import { authorityFault } from "./certificate-fault";
import { newAuthority, type KeyedCertificate } from "./certificate-authority";
import { copiesDiffer, notAFile } from "./errors";
import { onHost, ROOT, secretFile } from "./paths";
import type { StoredSecrets } from "./stored-secrets";
import { faultOf, newValue, type Ingredients } from "./value";
import { CA, CA_KEY, isOfLocalCa, isPassword, type Owner, type WantedSecret } from "./wanted-secret";

/** What became of one copy of a secret. */
export enum CopyState {
  CREATED = "created",
  PRESENT = "present",
  /** It has another value now. */
  RENEWED = "renewed",
  /** It has the value it had, and owner and mode as they should be. */
  REPAIRED = "repaired",
}

export interface CopyReport {
  readonly name: string;
  /** As on the Docker host. */
  readonly path: string;
  readonly state: CopyState;
  /** Why it was renewed or repaired, without any value. */
  readonly detail?: string;
}

/** One copy as it should be, and whether it must be written for that. */
export interface SettledCopy {
  readonly report: CopyReport;
  readonly file: HostFile;
}

export interface Wishes {
  readonly environment: string;
  /** How a command calls it. @default - by its name */
  readonly called?: string | undefined;
  readonly now: Date;
  /** Names that get a new value although theirs is good. */
  readonly renew: ReadonlySet<string>;
  readonly given: Ingredients["given"];
}

const MODE = 0o400;

/**
 * Every copy as it should be: what is good stays, what is missing is made, what cannot stay is made anew. Pure but for
 * random numbers and the operator's own files; it writes nothing.
 */
export async function settled(
  wanted: readonly WantedSecret[],
  stored: StoredSecrets,
  wishes: Wishes,
): Promise<{ readonly copies: readonly SettledCopy[]; readonly authority: KeyedCertificate | undefined }> {
  const copies: SettledCopy[] = [];
  const values = new Map<string, Buffer>();
  const authority = wanted.some(isOfLocalCa) ? await settleAuthority(stored, wishes, copies) : undefined;
  const ingredients = { now: wishes.now, authority, given: wishes.given, valueOf: (name: string) => values.get(name) };
  for (const secret of wanted) {
    const { value, detail } = await settleValue(secret, stored, { ...ingredients, ...wishes });
    values.set(secret.name, value);
    copies.push(
      ...secret.owners.map((owner) => settleCopy({ ...owner, name: secret.name, value, detail }, stored, wishes)),
    );
  }
  return { copies, authority };
}

/** The CA's certificate and key, for root alone: the key is bound in no container. */
async function settleAuthority(
  stored: StoredSecrets,
  wishes: Wishes,
  copies: SettledCopy[],
): Promise<KeyedCertificate> {
  const [certificate, key] = [CA, CA_KEY].map((name) => stored.copy(ROOT, name)?.content.toString());
  const known = certificate !== undefined && key !== undefined ? { certificate, key } : undefined;
  const fault = known ? authorityFault(known.certificate, known.key, wishes.now) : undefined;
  const detail = wishes.renew.has(CA) ? "asked for" : fault;
  const authority = known && detail === undefined ? known : await newAuthority(wishes.environment, wishes.now);
  const owner = { uid: ROOT, gid: ROOT };
  const pair = [
    { ...owner, name: CA, value: Buffer.from(authority.certificate), detail },
    { ...owner, name: CA_KEY, value: Buffer.from(authority.key), detail },
  ];
  copies.push(...pair.map((copy) => settleCopy(copy, stored, wishes)));
  return authority;
}

async function settleValue(
  secret: WantedSecret,
  stored: StoredSecrets,
  ingredients: Ingredients & Wishes,
): Promise<{ readonly value: Buffer; readonly detail?: string | undefined }> {
  const anew = ingredients.renew.has(secret.name);
  const known = knownValue(secret, stored, { ...ingredients, tolerant: anew });
  const detail = anew ? "asked for" : known && faultOf(known, secret, ingredients);
  return known && detail === undefined ? { value: known } : { value: await newValue(secret, ingredients), detail };
}

/**
 * The one value of all copies; of a copy for a user that has left, where all others are missing. Only of a password it
 * matters which copy is right: everything else can be judged, or made again.
 */
function knownValue(
  { name, kind, owners, givenFile }: WantedSecret,
  stored: StoredSecrets,
  {
    environment,
    called = environment,
    tolerant,
  }: Pick<Wishes, "environment" | "called"> & { readonly tolerant: boolean },
): Buffer | undefined {
  const copies = owners.flatMap(({ uid }) => stored.copy(uid, name) ?? []);
  const first = copies[0] ?? stored.copies(name)[0];
  const alike = copies.every(({ content }) => content.equals(first!.content));
  const matters = isPassword({ kind }) && givenFile === undefined && !tolerant;
  if (!alike && matters) throw copiesDiffer(name, called);
  return first?.content;
}

interface WantedCopy extends Owner {
  readonly name: string;
  readonly value: Buffer;
  readonly detail: string | undefined;
}

function settleCopy(
  { uid, gid, name, value, detail }: WantedCopy,
  stored: StoredSecrets,
  { environment }: Wishes,
): SettledCopy {
  const path = secretFile({ environment, uid, name });
  if (stored.isForeign(uid, name)) throw notAFile(path);
  const file = { path, uid, gid, mode: MODE, content: value };
  const known = stored.copy(uid, name);
  const report = (state: CopyState, why?: string): CopyReport => ({
    name,
    path: onHost(path),
    state,
    ...(why && { detail: why }),
  });
  if (known === undefined) return { file, report: report(CopyState.CREATED) };
  if (!known.content.equals(value))
    return { file, report: report(CopyState.RENEWED, detail ?? "another copy is the right one") };
  const loose = looseness(known, file);
  return { file, report: loose ? report(CopyState.REPAIRED, loose) : report(CopyState.PRESENT) };
}

/** How owner and mode differ from what they should be; undefined when they do not. */
export function looseness(is: Omit<HostFile, "content">, should: Omit<HostFile, "content">): string | undefined {
  const parts = [
    ...(is.mode === should.mode ? [] : [`mode was ${inOctal(is.mode)}, must be ${inOctal(should.mode)}`]),
    ...(is.uid === should.uid && is.gid === should.gid
      ? []
      : [`owner was ${is.uid}:${is.gid}, must be ${should.uid}:${should.gid}`]),
  ];
  return parts.length === 0 ? undefined : parts.join(", ");
}

function inOctal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}
